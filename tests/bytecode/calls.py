def windows(a, b, *args, **kwargs):
    f(a, b)
    f(a.x)
    f(a + 1, b)
    f(g(a), b)
    f(a, g(b))
    a.m(b, g(b))
    f(a, k=b, j=1)
    f(*args)
    f(a, *b, k=1, **kwargs)
    (lambda: 1)()


class Child(Parent):
    def method(self, x):
        def inner():
            return self
        return super().method(x)
