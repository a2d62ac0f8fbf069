"""Digests of data."""
import _hashlib

algorithms_guaranteed = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b",
    "blake2s", "shake_128", "shake_256",
}
algorithms_available = algorithms_guaranteed - {"shake_128", "shake_256"}


def new(name, data=b"", **options):
    """A digest by the name of its algorithm."""
    _refuse(options)
    begun = _hashlib.begin(name.lower().replace("-", "_") if isinstance(name, str) else "", data)
    if begun is None:
        if name in algorithms_guaranteed:
            raise NotImplementedError(f"{name} is not supported by Taipan yet")
        raise ValueError(f"unsupported hash type {name}")
    return begun


def _refuse(options):
    options.pop("usedforsecurity", None)
    for name in options:
        raise NotImplementedError(f"hashlib with {name} is not supported by Taipan yet")


def _constructor(algorithm):
    def constructor(data=b"", **options):
        if "string" in options:
            data = options.pop("string")
        _refuse(options)
        return _hashlib.begin(algorithm, data)

    constructor.__name__ = constructor.__qualname__ = algorithm
    constructor.__doc__ = f"A digest by {algorithm}."
    return constructor


for _algorithm in algorithms_available:
    globals()[_algorithm] = _constructor(_algorithm)


def file_digest(fileobj, digest, /, *, _bufsize=262144):
    """The digest of what a file holds."""
    digest = new(digest) if isinstance(digest, str) else digest()
    while data := fileobj.read(_bufsize):
        digest.update(data)
    return digest


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key from a password."""
    def pad(key, byte):
        key = key.ljust(block, b"\0")
        return new(hash_name, bytes(letter ^ byte for letter in key))

    block = new(hash_name).block_size
    password = new(hash_name, password).digest() if len(password) > block else bytes(password)
    inner, outer = pad(password, 0x36), pad(password, 0x5C)

    def keyed(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    size = inner.digest_size
    length = size if dklen is None else dklen
    if length < 1:
        raise ValueError("key length must be greater than 0.")
    out = b""
    number = 1
    while len(out) < length:
        part = keyed(bytes(salt) + number.to_bytes(4, "big"))
        total = int.from_bytes(part, "big")
        for _ in range(iterations - 1):
            part = keyed(part)
            total ^= int.from_bytes(part, "big")
        out += total.to_bytes(size, "big")
        number += 1
    return out[:length]
