class Base:
    def __sub__(self, other):
        return "Base.sub"

    def __rsub__(self, other):
        return "Base.rsub"


class Same(Base):
    pass


class Overrides(Base):
    def __rsub__(self, other):
        return "Overrides.rsub"


print(Base() - Same())
print(Base() - Overrides())
print(Overrides() - Base())
print(5 - Base())
