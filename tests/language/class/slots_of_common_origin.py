class A:
    __slots__=("x",)
class B(A): __slots__=()
class C(A): __slots__=()
class D(B,C): __slots__=()
d=D(); d.x=5; print(d.x)
class E(A): __slots__=("y",)
class F(B,E): __slots__=()
f=F(); f.x=1; f.y=2; print(f.x,f.y)
class G(A): __slots__=("z",)
try:
    class H(E,G): pass
except TypeError as e: print(e)
class I(E, B): __slots__=("w",)
i=I(); i.x=1; i.y=2; i.w=3; print(i.x,i.y,i.w)
