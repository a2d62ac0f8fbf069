class Boom:
    def __iter__(self):
        print("iter")
        raise ValueError("no")


try:
    g = (x for x in Boom())
    print("made")
    list(g)
except ValueError as e:
    print(e)
try:
    g = (x for x in undefined)
except NameError as e:
    print(e)
g = (y for x in [1] for y in undefined_later)
print("lazy")
try:
    next(g)
except NameError as e:
    print(e)


class C:
    xs = [1, 2]
    pairs = [(a, b) for a in xs for b in [10]]


print(C.pairs)
try:

    class D:
        xs = [1, 2]
        bad = [b for a in [1] for b in xs]

except NameError as e:
    print(e)
