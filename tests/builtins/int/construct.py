print(int(), int(3.9), int(-3.9), int("42"), int(" -7 "), int("1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("0o17", 0), int("z", 36), int(True), int(b"12"), int("٣"))
for wrong in (lambda: int(""), lambda: int("1.5"), lambda: int("a"), lambda: int("12", 2), lambda: int("0x"), lambda: int("1__0"), lambda: int("_1"), lambda: int(None), lambda: int([]), lambda: int(5, 2), lambda: int("5", 1), lambda: int("08", 0), lambda: int(float("nan")), lambda: int("- 1")):
    try:
        print(wrong())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
