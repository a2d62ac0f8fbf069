# Digests of every kind, piece by piece, copied and refused.
import hashlib
import io

for name in ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512",
             "blake2b", "blake2s"]:
    h = getattr(hashlib, name)(b"abc")
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest())
    g = h.copy()
    g.update(b"d" * 1000)
    h.update(bytearray(b"d") * 500)
    h.update(memoryview(b"d" * 500))
    print(g.hexdigest() == h.hexdigest(), g.digest().hex() == g.hexdigest(), getattr(hashlib, name)().hexdigest()[:16])
print(hashlib.new("sha256", b"x").hexdigest(), hashlib.new("SHA256").name)
for wrong in [lambda: hashlib.md5("text"), lambda: hashlib.new("nope"), lambda: hashlib.sha256(5)]:
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(hashlib.file_digest(io.BytesIO(b"abc" * 1000), "sha256").hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10, 40).hex())
print("sha256" in hashlib.algorithms_guaranteed, sorted(hashlib.algorithms_guaranteed)[:3])
