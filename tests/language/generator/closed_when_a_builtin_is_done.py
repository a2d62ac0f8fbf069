def g(name):
    try:
        yield 1
        yield 2
    finally:
        print("closed", name)


print(next(g("next")))
print("after next")
print(any(g("any")), "after any")
print(2 in g("in"))
print(list(g("list")), "after list")
try:
    "".join(g("join"))
except TypeError:
    print("after join")
