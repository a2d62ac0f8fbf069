class Money:
    def __init__(self, n):
        self.n = n

    def __format__(self, spec):
        return f"<{self.n}:{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


m = Money(3)
print(f"{m}", f"{m:abc}", f"{m!r}", f"{m!s:>5}", f"{m:{1 + 1}x}", format(m, "s"), str(m))
try:
    f"{object():x}"
except TypeError as e:
    print(e)


class Bad:
    def __format__(self, spec):
        return 1


try:
    f"{Bad()}"
except TypeError as e:
    print(e)
