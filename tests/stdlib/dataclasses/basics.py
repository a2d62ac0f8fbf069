from dataclasses import asdict, astuple, dataclass, field, fields, replace


@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False)

    def norm(self):
        return self.x**2 + self.y**2


p = P(3, 4)
print(p, p.norm(), p == P(3, 4), p != P(1), P(1).tags is P(1).tags, asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(p)])


@dataclass(frozen=True, order=True)
class V:
    a: int
    b: str = "z"


print(V(1) < V(2), V(1, "a") < V(1, "b"), hash(V(1)) == hash(V(1)), sorted([V(3), V(1)]))
try:
    V(1).a = 5
except Exception as e:
    print(type(e).__name__, e)
for wrong in (lambda: P(), lambda: P(1, z=5)):
    try:
        wrong()
    except TypeError as e:
        print(e)


@dataclass
class Q(P):
    z: int = 5

    def __post_init__(self):
        self.total = self.x + self.z


print(Q(1), Q(1).total)
