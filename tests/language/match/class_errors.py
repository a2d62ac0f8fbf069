class P:
    __match_args__ = ("x",)
    x = 1


class Bad:
    __match_args__ = 5


class BadName:
    __match_args__ = (5,)


class NoArgs:
    pass


def attempt(v, which):
    try:
        match v:
            case P(a, b) if which == 0:
                pass
            case Bad(a) if which == 1:
                pass
            case BadName(a) if which == 2:
                pass
            case NoArgs(a) if which == 3:
                pass
            case int(a, b) if which == 4:
                pass
            case P(1, x=1) if which == 5:
                pass
        print("fell through")
    except TypeError as e:
        print(e)


attempt(P(), 0)
attempt(Bad(), 1)
attempt(BadName(), 2)
attempt(NoArgs(), 3)
attempt(5, 4)


def not_a_class(v):
    thing = 5
    match v:
        case thing():
            pass


try:
    not_a_class(1)
except TypeError as e:
    print(e)
