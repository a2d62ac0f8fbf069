import io

s = io.StringIO("one\ntwo\n")
print(s.readline(), s.read(), s.read(), s.seek(0), list(s), s.tell())
s = io.StringIO()
print(s.write("abc"), s.write("def"), s.getvalue(), s.seek(1), s.write("X"), s.getvalue(), s.truncate(3), s.getvalue())
print("printed", 5, file=s)
print(repr(s.getvalue()))
s.close()
try:
    s.read()
except ValueError as e:
    print(e)
b = io.BytesIO(b"bytes")
print(b.read(2), b.getvalue(), b.seek(0, 2), b.write(b"!"), b.getvalue(), b.seek(0), b.readlines(), len(b.getbuffer()))
with io.StringIO("x") as f:
    print(f.read(), f.closed)
print(f.closed)
try:
    io.BytesIO().write("text")
except TypeError as e:
    print(e)
