class C:
    def __del__(self):
        raise ValueError("in del")


c = C()
del c
import gc

gc.collect()
print("goes on")
