import traceback


def attempt(f):
    try:
        f()
    except Exception:
        traceback.print_exc()


def pairs():
    for a, b in [(1, 2, 3)]:
        pass


def of_a_dict():
    for key, value in {"one": 1}:
        pass


def comprehension():
    return {k: v for k, v in [1, 2]}


def enumerated():
    for i, (a, b) in enumerate(["ab", "c"]):
        pass


def failing():
    yield 1, 2
    raise KeyError("from the generator")


def iterator_fails():
    for a, b in failing():
        pass


def display():
    return [1, *5]


def mapping():
    return {"a": 1, **5}


def pattern(x=5):
    match x:
        case int(1, 2):
            pass


for f in (pairs, of_a_dict, comprehension, enumerated, iterator_fails, display, mapping, pattern):
    attempt(f)
