len = lambda x: "mine"
print(len([]))
del len
print(len([1, 2]))


def f(list):
    return list


print(f(3), list((1, 2)))


def g():
    print = 5
    return print


print(g())
