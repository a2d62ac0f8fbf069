path = "t.txt"
with open(path, "w") as f:
    print(f.write("one\ntwo\n"), f.writelines(["three\n", "four"]), f.mode, f.name, f.closed, f.writable(), f.readable())
    print("printed", file=f)
print(f.closed)
with open(path) as f:
    print(repr(f.read(5)), repr(f.readline()), f.readlines(), repr(f.read()), f.tell() > 0)
    f.seek(0)
    print([line.strip() for line in f])
with open(path, "a") as f:
    f.write("appended é\n")
print(open(path, encoding="utf-8").read().splitlines()[-1])
with open(path, "r+") as f:
    f.write("ONE")
print(open(path).readline())
with open(path, "w", newline="") as f:
    f.write("a\r\nb\rc\n")
print(repr(open(path).read()), repr(open(path, newline="").read()), repr(open(path, "rb").read()))
for wrong in (lambda: open("nope"), lambda: open(path, "q"), lambda: open(path, "rw"), lambda: open(path, "x"), lambda: open(path).write("a"), lambda: open(path, "rb").write(b"a"), lambda: open(path, "w").read(), lambda: f.read(), lambda: open(path, "wb").write("a"), lambda: open(path, "w").write(5), lambda: open([])):
    try:
        wrong()
    except (OSError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
