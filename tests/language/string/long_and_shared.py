parts = []
for i in range(1000):
    parts.append(str(i))
s = ",".join(parts)
print(len(s), s[:20], s[-10:], s.count(","), s[1000:1010])
t = ""
for i in range(2000):
    t += "é" if i % 3 else "x"
print(len(t), t[:7], t[1500], t.count("x"), t.find("xx"))
