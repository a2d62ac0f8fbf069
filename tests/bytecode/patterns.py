def match(p):
    match p:
        case Point(x=0, y=y) if y > 0:
            return y
        case [a, *rest, b] | {"a": a, "b": b, **rest}:
            return a, b, rest
        case -1 | "x" | None:
            return True
        case [_, _] | {}:
            pass
        case other:
            return other
