class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x, *, twice=False):
        return (self.n + x) * (2 if twice else 1)


add = Adder(5)
print(add(1), add(1, twice=True), callable(add), callable(3))
print(list(map(add, [1, 2])), sorted([3, 1], key=Adder(0)))
add.__call__ = lambda x: "instance"
print(add(1), add.__call__(1))
try:
    add()
except TypeError as e:
    print(e)
