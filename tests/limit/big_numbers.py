for operation in (
    lambda: 1 << (2**70),
    lambda: "x" * (2**70),
    lambda: [0] * (2**62),
    lambda: bytes(2**62),
    lambda: "ab" * (2**62),
    lambda: (0,) * (2**62),
    lambda: range(2**70)[2**69] - 2**69,
    lambda: len(range(2**70)),
    lambda: int("9" * 5000),
    lambda: 10.0 ** 400,
    lambda: float("1e400"),
    lambda: [1][2**70],
    lambda: "%.1000000000000f" % 1.0,
    lambda: chr(2**40),
    lambda: round(1.5, 2**70),
):
    try:
        print(operation())
    except (OverflowError, MemoryError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
