def f[T: (int, str), *Ts = *tuple[int]](x: T, y=1) -> T: ...


class Box[T](Base, metaclass=type):
    item: T


type Alias[K] = dict[K, int]
