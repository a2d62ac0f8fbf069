import gc
import weakref


class C:
    pass


c = C()
r = weakref.ref(c, lambda ref: print("dead", ref() is None))
print(r() is c, weakref.getweakrefcount(c))
del c
gc.collect()
print(r())
d = weakref.WeakValueDictionary()
k = C()
d["k"] = k
print(len(d), "k" in d)
del k
gc.collect()
print(len(d))
s = weakref.WeakSet()
x = C()
s.add(x)
print(len(s))
try:
    weakref.ref(5)
except TypeError as e:
    print(e)
f = weakref.finalize(x, print, "finalised", 5)
del x
gc.collect()
print(f.alive)
