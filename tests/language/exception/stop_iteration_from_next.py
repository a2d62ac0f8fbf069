class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise ValueError("broken iterator")
        return self.n


try:
    for x in It():
        print(x)
except ValueError as e:
    print(e)
try:
    print(list(It()))
except ValueError as e:
    print(e)
try:
    a, b, c, d = It()
except ValueError as e:
    print(e)
try:
    next(iter([]))
except StopIteration as e:
    print(repr(e), e.value)
print(next(iter([]), "default"))
