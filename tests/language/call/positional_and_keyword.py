def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


print(f(1, c=3))
print(f(1, 9, 8, 7, c=3, e=5))
print(f(*[1, 2, 3], **{"c": 4, "z": 5}))
print(f(1, *(2,), 3, c=4, **{}, x=1))
print(f(a=1, c=2, b=3))
