@decorator(1)
@other
async def f[T](a, b: int = 1, /, c=2, *args: *Ts, d, e=3, **kw: str) -> None: pass
def g(*, a): return lambda x, *y, z=1, **k: x
class C[T](A, *bases, metaclass=M, **kw):
    x: int
    def m(self): pass
