def attempt(f):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, e.args, repr(e.__cause__), repr(e.__context__), e.__suppress_context__)


def a(): raise ValueError
def b(): raise ValueError("x", 1)
def c(): raise ValueError("x") from KeyError("cause")
def d(): raise ValueError("x") from None
def e(): raise ValueError("x") from KeyError
def f(): raise 5
def g(): raise ValueError from 5
def h(): raise int
def i(): raise


for each in (a, b, c, d, e, f, g, h, i):
    attempt(each)
