type Vector = list[float]
type Tree[T] = T | list[Tree[T]]
print(Vector, Vector.__name__, Vector.__value__)
print(Tree, Tree.__type_params__)
type Lazy = undefined_name
try:
    Lazy.__value__
except NameError as e:
    print(e)


class C:
    type Inner = int
    x: Inner = 5


print(C.Inner, C.x)
