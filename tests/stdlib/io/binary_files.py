with open("b.bin", "wb") as f:
    print(f.write(b"\x00\x01hello\nworld"), f.tell(), f.seek(0), f.write(b"\xff"))
with open("b.bin", "rb") as f:
    print(f.read(2), f.readline(), f.read(), f.read(), f.seek(-3, 2), f.read(), f.seek(1), f.tell())
    buffer = bytearray(4)
    print(f.readinto(buffer), buffer)
with open("b.bin", "rb") as f:
    print(list(f))
try:
    open("b.bin", encoding="ascii").read()
except UnicodeDecodeError as e:
    print(e)
print(open("b.bin", encoding="utf-8", errors="replace").read())
