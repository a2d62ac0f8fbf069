"""The structures of `sys`: tuples whose items have names."""


class _Structure(tuple):
    __slots__ = ()
    _title = "sys._Structure"
    _names = ()

    def __repr__(self):
        items = ", ".join([f"{name}={value!r}" for name, value in zip(self._names, self)])
        return f"{self._title}({items})"


def _structure(title, fields):
    def getter(index):
        return property(lambda self: self[index])

    names = tuple(fields)
    namespace = {"__slots__": (), "_title": title, "_names": names}
    for index, name in enumerate(names):
        namespace[name] = getter(index)
    cls = type(title.rpartition(".")[2], (_Structure,), namespace)
    return cls(fields.values())


version_info = _structure(
    "sys.version_info", {"major": 3, "minor": 14, "micro": 0, "releaselevel": "final", "serial": 0}
)

float_info = _structure(
    "sys.float_info",
    {
        "max": 1.7976931348623157e308,
        "max_exp": 1024,
        "max_10_exp": 308,
        "min": 2.2250738585072014e-308,
        "min_exp": -1021,
        "min_10_exp": -307,
        "dig": 15,
        "mant_dig": 53,
        "epsilon": 2.220446049250313e-16,
        "radix": 2,
        "rounds": 1,
    },
)

int_info = _structure(
    "sys.int_info",
    {"bits_per_digit": 30, "sizeof_digit": 4, "default_max_str_digits": 4300, "str_digits_check_threshold": 640},
)

hash_info = _structure(
    "sys.hash_info",
    {
        "width": 64,
        "modulus": 2305843009213693951,
        "inf": 314159,
        "nan": 0,
        "imag": 1000003,
        "algorithm": "siphash13",
        "hash_bits": 64,
        "seed_bits": 128,
        "cutoff": 0,
    },
)

thread_info = _structure("sys.thread_info", {"name": "taipan", "lock": None, "version": None})


def make_flags(interactive, quiet):
    return _structure(
        "sys.flags",
        {
            "debug": 0,
            "inspect": interactive,
            "interactive": interactive,
            "optimize": 0,
            "dont_write_bytecode": 1,
            "no_user_site": 1,
            "no_site": 1,
            "ignore_environment": 0,
            "verbose": 0,
            "bytes_warning": 0,
            "quiet": quiet,
            "hash_randomization": 1,
            "isolated": 0,
            "dev_mode": False,
            "utf8_mode": 1,
            "warn_default_encoding": 0,
            "safe_path": False,
            "int_max_str_digits": 4300,
            "gil": 1,
            "thread_inherit_context": 0,
            "context_aware_warnings": 0,
        },
    )


class _Implementation:
    def __init__(self):
        self.name = "taipan"
        self.cache_tag = None
        self.version = version_info
        self.hexversion = 0x030E00F0

    def __repr__(self):
        items = ", ".join([f"{name}={value!r}" for name, value in self.__dict__.items()])
        return f"namespace({items})"


implementation = _Implementation()
