class C:
    pass


c = C()
for name in "zyxw":
    setattr(c, name, name)
print(vars(c))
del c.y
c.y = "again"
c.z = "updated"
print(vars(c))
other = C()
other.w, other.z = 1, 2
print(vars(other), getattr(other, "q", None))
many = C()
for i in range(100):
    setattr(many, f"a{i}", i)
print(many.a99, len(vars(many)), sum(vars(many).values()))
