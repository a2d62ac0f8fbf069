class OnlyEnter:
    def __enter__(self):
        print("never entered")


class OnInstance:
    pass


o = OnInstance()
o.__enter__ = o.__exit__ = lambda *a: None


class Async:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass


for cm in (5, OnlyEnter(), o, None, Async()):
    try:
        with cm:
            pass
    except TypeError as e:
        print(e)
