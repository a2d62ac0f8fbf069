class C:
    def __call__(self):
        pass


class D:
    pass


print(callable(print), callable(C), callable(C()), callable(D()), callable(lambda: 0), callable(5), callable("".upper), callable(None))
