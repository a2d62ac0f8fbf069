registry = {}
handlers = [registry.setdefault]


@(lambda f: f() + 1)
def one():
    return 1


print(one)


@[lambda f: "from list"][0]
def two():
    pass


print(two)


class R:
    def register(self, name):
        def keep(f):
            registry[name] = f
            return f

        return keep


r = R()


@r.register("three")
def three():
    return 3


print(registry["three"](), three())


@x if (x := (lambda f: "walrus")) else None
def four():
    pass


print(four)
