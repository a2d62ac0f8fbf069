from typing import Any, Callable, ClassVar, Final, Generic, Iterable, Literal, NamedTuple, Optional, Protocol, TypeVar, Union, cast, TYPE_CHECKING, overload

T = TypeVar("T")
MAX: Final = 5


class Stack(Generic[T]):
    count: ClassVar[int] = 0

    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


class Shape(Protocol):
    def area(self) -> float: ...


class Point(NamedTuple):
    x: int
    y: int = 0


def f(a: Optional[int], b: Union[int, str], c: Callable[[int], str] = str, d: Literal["a", "b"] = "a", e: Any = None) -> Iterable[T]:
    return cast(str, c(a))


print(f(5, "x"), Stack[int]().push(1).items, Stack().push("a").items, MAX, TYPE_CHECKING)
p = Point(1)
print(p, p.x, p._replace(y=5), Point(3, 4)._asdict(), p == (1, 0))
