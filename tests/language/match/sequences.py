def f(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return "one", a
        case [1, *rest]:
            return "starts with 1", rest
        case (a, [b, *_, c]):
            return "nested", a, b, c
        case [*init, "end"]:
            return "ends", init
        case a, b:
            return "pair", a, b
        case [_, _, _]:
            return "three"
        case _:
            return "no"


for x in ([], [5], [1, 2, 3], (1,), (0, [1, 2, 3]), ["a", "b", "end"], (8, 9), "ab", b"ab", range(3), {1, 2}, [0, 0, 0, 0], iter([1]), {"a": 1}):
    print(f(x), end="; ")
print()
