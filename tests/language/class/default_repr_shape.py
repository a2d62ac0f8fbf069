class C:
    class Inner:
        pass

    def m(self):
        pass


def f():
    class Local:
        pass

    return Local


print(C, C.Inner, f(), type(C), int, type)
print(repr(C()).startswith("<__main__.C object at 0x"), repr(C().m).startswith("<bound method C.m of <__main__.C object at 0x"))
print(repr(f).startswith("<function f at 0x"), repr(C.m).startswith("<function C.m at 0x"), len, [].append.__name__)
print(repr(C.Inner()).startswith("<__main__.C.Inner object at"), repr(f()()).startswith("<__main__.f.<locals>.Local object at"))
