def f(x):
    match x:
        case {"type": "point", "x": x0, "y": y0}:
            return "point", x0, y0
        case {"a": {"b": [1, c]}}:
            return "deep", c
        case {1: _, **rest}:
            return "rest", rest
        case {"k": None}:
            return "none value"
        case {}:
            return "any mapping"
        case _:
            return "no"


for x in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"a": {"b": [1, 9]}}, {1: 2, 3: 4}, {"k": None}, {"k": 5}, {}, [], 5):
    print(f(x))
