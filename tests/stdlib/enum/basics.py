from enum import Enum, IntEnum, StrEnum, auto


class Color(Enum):
    RED = 1
    GREEN = auto()
    ALIAS = 1

    def describe(self):
        return f"{self.name}={self.value}"


print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], Color.ALIAS is Color.RED, list(Color), len(Color), Color.RED.describe(), Color.RED in Color, Color.RED == 1, {Color.RED: "r"}[Color(1)])
for wrong in (lambda: Color(9), lambda: Color["X"], lambda: Color.RED < Color.GREEN):
    try:
        wrong()
    except (ValueError, KeyError, TypeError) as e:
        print(type(e).__name__, e)


class N(IntEnum):
    A = 1
    B = 2


class S(StrEnum):
    X = auto()


print(N.A + 1, N.B > N.A, N.A == 1, f"{N.A} {S.X}", S.X.upper(), sorted([N.B, N.A]))
match Color.GREEN:
    case Color.GREEN:
        print("matched")
