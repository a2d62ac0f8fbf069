print((255).bit_length(), (0).bit_length(), (-256).bit_length(), (2**100).bit_length(), (255).bit_count(), (-7).bit_count())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (5).to_bytes(), (0).to_bytes(0, "big"))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\x04\x00", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "big"), int.from_bytes(b""))
print((5).is_integer(), (6).as_integer_ratio(), (7).conjugate(), (3).real, (3).imag, (3).numerator, (3).denominator)
print((5).__add__(3), (5).__add__(1.5), int.__mul__(2, 3), (5).__floordiv__(2), (-5).__abs__(), (5).__bool__())
for wrong in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (1).to_bytes(1, "middle"), lambda: (1).to_bytes(-1, "big")):
    try:
        wrong()
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
