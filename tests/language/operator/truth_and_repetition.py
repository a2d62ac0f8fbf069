import types

for f in (
    lambda: bool(NotImplemented),
    lambda: not NotImplemented,
    lambda: 1 if NotImplemented else 2,
    lambda: None.__bool__(),
    lambda: (1 + 2j) * 2**70,
    lambda: 2**70 * 1j,
    lambda: {1} * 2**70,
    lambda: None * 2**70,
    lambda: 2**70 * "a",
    lambda: [1] * 2**70,
    lambda: b"x" % "a",
    lambda: str(types.MappingProxyType({1: 2})) + repr(types.MappingProxyType({1: 2})),
):
    try:
        print(f())
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
