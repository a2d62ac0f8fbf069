def f(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus"
        case 1.5:
            return "float"
        case "a" | 'b':
            return "letter"
        case b"b":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case -2.5:
            return "negative float"
        case _:
            return "other"


print([f(x) for x in (0, 2, -1, 1.5, "b", b"b", None, True, False, 1.0, 99, "c", -2.5, 0.0)])
