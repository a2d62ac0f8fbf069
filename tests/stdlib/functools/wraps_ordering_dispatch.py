from functools import cmp_to_key, singledispatch, singledispatchmethod, total_ordering, wraps, update_wrapper


def deco(f):
    @wraps(f)
    def wrapper():
        "own doc"
        return f()

    return wrapper


@deco
def named():
    "its doc"


print(named.__name__, named.__doc__, named.__wrapped__.__name__, named.__module__)


@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), max(V(1), V(3)).n)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))


@singledispatch
def show(x):
    return f"object {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
def _(x):
    return f"list of {len(x)}"


print(show(5), show("a"), show([1, 2]), show(True), show.dispatch(int) is show.dispatch(bool))


class D:
    @singledispatchmethod
    def m(self, x):
        return "any"

    @m.register
    def _(self, x: str):
        return "str"


print(D().m(5), D().m("a"))
