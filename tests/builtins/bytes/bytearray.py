a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a += b"gh"
a[0] = 65
a[1:3] = b"XYZ"
print(a, len(a), a.pop(), a.pop(0), a, bytes(a), a.decode())
a.insert(0, 48)
a.remove(88)
a.reverse()
del a[:2]
print(a, a.find(b"Y"), a.upper(), a == bytes(a), a.copy() is a, a[0], a[:2], list(a)[:2], a * 2, bytearray(2), bytearray("é", "utf-8"))
a.clear()
print(a, bool(a))
for wrong in (lambda: a.append(256), lambda: a.append("x"), lambda: a.pop(), lambda: a.extend("x"), lambda: hash(a), lambda: a.remove(1), lambda: bytearray(b"a").__setitem__(0, 300)):
    try:
        wrong()
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)
