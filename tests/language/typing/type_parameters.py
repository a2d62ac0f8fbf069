def first[T](xs: list[T]) -> T:
    return xs[0]


class Box[T]:
    def __init__(self, value: T):
        self.value = value

    def map[U](self, f) -> "Box[U]":
        return Box(f(self.value))


class Pair[K, V: int = bool](Box[K]):
    pass


def spread[*Ts, **P](*args: *Ts) -> None:
    return args


print(first([1, 2]), Box(3).map(str).value, Pair("x").value, spread(1, 2))
print(first.__type_params__, Box.__type_params__, Pair.__type_params__, spread.__type_params__)
print(Box.__type_params__[0].__name__, Pair.__type_params__[1].__bound__, [b.__name__ for b in Pair.__mro__])
print(type(Box[int]).__name__, Box[int](5).value)
