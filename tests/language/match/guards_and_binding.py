def f(x):
    match x:
        case n if n < 0:
            return "negative", n
        case int() as n if n > 100:
            return "big", n
        case [a, b] as whole if a == b:
            return "same", whole
        case (1 | 2) as k:
            return "k", k
        case [(1 | 2) as first, *rest]:
            return first, rest
    return "none"


for x in (-5, 500, 1, 50):
    print(f(x))


def g(x):
    match x:
        case [a, b] as whole if a == b:
            return "same", whole
        case [a, _]:
            return "bound", a


print(g([1, 1]), g([1, 2]), g(5))


def leak(x):
    match x:
        case [a, 5]:
            return "matched"
    return "a" in locals()


print(leak([1, 5]), leak([2, 6]))
