def f(a, a):
    nonlocal b
    return a


return 1

await f(1)
