def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def default(a, b=1): pass
def kwonly(*, k): pass
def kwonly2(*, k, l, m=1): pass
def star(a, *args): pass
def both(a, b=1, *, k): pass


number, nothing = 5, None
calls = [
    lambda: none(1),
    lambda: none(1, 2),
    lambda: none(x=1),
    lambda: one(),
    lambda: one(1, 2),
    lambda: one(b=1),
    lambda: one(1, a=2),
    lambda: two(),
    lambda: two(1),
    lambda: two(1, 2, 3),
    lambda: three(),
    lambda: three(b=1),
    lambda: default(),
    lambda: default(1, 2, 3),
    lambda: default(1, 2, b=3),
    lambda: kwonly(),
    lambda: kwonly(1),
    lambda: kwonly2(),
    lambda: kwonly2(k=1),
    lambda: star(),
    lambda: both(1, 2, 3, k=1),
    lambda: both(1, 2, 3),
    lambda: both(1),
    lambda: one(**{1: 2}),
    lambda: one(*1),
    lambda: one(**1),
    lambda: one(a=1, **{"a": 2}),
    lambda: (lambda x: x)(),
    lambda: number(),
    lambda: nothing(),
]
for call in calls:
    try:
        call()
    except TypeError as e:
        print(e)
