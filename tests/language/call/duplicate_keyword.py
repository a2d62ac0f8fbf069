def f(**kw):
    return kw


for call in (
    lambda: f(a=1, **{"a": 2}),
    lambda: f(**{"a": 1}, **{"a": 2}),
    lambda: f(**{1: 2}),
    lambda: f(**5),
    lambda: f(*5),
    lambda: dict(a=1, **{"a": 2}),
    lambda: f.nothing,
):
    try:
        print(call())
    except (TypeError, AttributeError) as e:
        print(e)
