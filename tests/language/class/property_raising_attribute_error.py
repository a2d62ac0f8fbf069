class C:
    @property
    def p(self):
        return self.inner_missing

    def __getattr__(self, name):
        return f"fallback {name}"


class D:
    @property
    def p(self):
        raise AttributeError("from property")


print(C().p)
try:
    D().p
except AttributeError as e:
    print(e)
print(hasattr(D(), "p"), getattr(D(), "p", "default"))
