def build(n):
    s = ""
    kept = []
    for i in range(n):
        s += "ab"
        if i % 3 == 0:
            kept.append(s)
            t = s
            t += "X"
            kept.append(t)
    return s, kept


s, kept = build(10)
print(s, kept)
a = "start"
b = a
a += "!"
c = b
b += "?"
print(a, b, c)
d = {"k": "v"}
d["k"] += "w"
x = d["k"]
d["k"] += "z"
print(d, x)


class C:
    text = "class"


o = C()
o.text += " instance"
print(o.text, C.text)


def f(s):
    s += " changed"
    return s


original = "original"
print(f(original), original)
parts = ["x"] * 3
parts[0] += "y"
print(parts, hash("ab" + "c") == hash("abc"), {"abc": 1}["ab" + "c"])
s = "é"
for i in range(5):
    s += chr(0x4E00 + i) + "a"
print(s, len(s), s[3], s[-1])
