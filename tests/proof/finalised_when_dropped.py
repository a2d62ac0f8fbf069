import gc
import weakref


class C:
    def __del__(self):
        print("del", self.name)


x = C()
x.name = "x"
ref = weakref.ref(x)
print(ref() is x)
del x
gc.collect()
print(ref() is None)
a, b = C(), C()
a.name, b.name, a.other, b.other = "cycle", "cycle", b, a
ref = weakref.ref(a)
del a, b
gc.collect()
print(ref())
