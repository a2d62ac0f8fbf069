def count(n):
    print("start")
    for i in range(n):
        yield i
    print("end")
    return "value"


g = count(2)
print(type(g).__name__, iter(g) is g)
print(next(g))
print(next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
try:
    next(g)
except StopIteration as e:
    print("again", e.value)
print(list(count(3)))
for x in count(1):
    print(x)
print(sum(count(4)), next(count(0), "default"))
