# Attributes read and written on classes in a loop, while everything that may say otherwise comes and goes.
class Meta(type):
    pass


class Base(metaclass=Meta):
    total = 0
    label = "base"


class Derived(Base):
    pass


def read(cls):
    return cls.total, cls.label


def add(cls):
    cls.total += 1


for step in range(8):
    add(Base)
    add(Derived)
    print(step, read(Base), read(Derived), "total" in vars(Derived))
    if step == 1:
        Base.label = "changed"
    elif step == 2:
        Derived.label = "own"
    elif step == 3:
        del Derived.label
        del Derived.total
    elif step == 4:
        Meta.label = property(lambda cls: f"{cls.__name__} by property")
    elif step == 5:
        del Meta.label
        Base.label = lambda: None
        print(callable(Base.label), Base().label.__self__.__class__ is Base)
    elif step == 6:
        Base.label = property(lambda self: "instance")
        print(type(Base.label), Base().label)
        Base.label = 1.5


class Loud(type):
    def __setattr__(cls, name, value):
        print("set", name, value)
        super().__setattr__(name, value)


class Quiet(metaclass=Loud):
    count = 0


def bump(cls):
    cls.count += 1
    return cls.count


print(bump(Base) if hasattr(Base, "count") else "none", [bump(Quiet) for _ in range(3)])


class Descriptor:
    pass


class Holder:
    item = Descriptor()


def item(cls):
    return cls.item


kept = Holder.item
print([item(Holder) is kept for _ in range(3)])
Descriptor.__get__ = lambda self, instance, owner: (instance, owner.__name__)
print([item(Holder) for _ in range(2)], Holder().item[1])


def set_item(cls, value):
    cls.item = value
    return cls.item


Descriptor.__get__ = lambda self, instance, owner: "got"
print(set_item(Holder, 1), set_item(Holder, Descriptor()), set_item(Holder, 3))
