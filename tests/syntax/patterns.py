match x, *y:
    case 0 | -1.5 | 1 + 2j | "a" "b" | None: pass
    case [a, *_, (b, *c)] if d: pass
    case {"k": 1, -1: v, A.B: _, **rest}: pass
    case Point(x=0, y=[_, z]) | a.Point(1, y=2) as p: pass
    case (a): pass
    case *a, b: pass
    case (): pass
match = case = type = _ = 1
