import sys


def f(n):
    return f(n + 1)


try:
    f(0)
except RecursionError as e:
    print(type(e).__name__, e)
    print(isinstance(e, RuntimeError))


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(900 < depth() <= 1000, sys.getrecursionlimit())
sys.setrecursionlimit(200)
print(100 < depth() <= 200)
sys.setrecursionlimit(5000)
print(4500 < depth() <= 5000)
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
