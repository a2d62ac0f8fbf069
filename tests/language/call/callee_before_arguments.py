# What is called is found before the arguments are evaluated.
def say(text):
    print(text)
    return text


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


class Thing:
    @property
    def getter(self):
        print("getter")
        return lambda *args: args

    def method(self, *args):
        return args

    def __getattr__(self, name):
        print("asked for", name)
        if name == "dynamic":
            return lambda *args: ("dynamic", args)
        raise AttributeError(name)

    @staticmethod
    def static(a, b=2):
        return a, b

    @classmethod
    def of_class(cls, a):
        return cls.__name__, a


def rebind():
    global target
    target = lambda x: ("new", x)
    return "rebound"


target = lambda x: ("old", x)
thing = Thing()
attempt(lambda: nowhere(say("never")))
attempt(lambda: thing.nope(say("never")))
attempt(lambda: None.nope(say("never")))
attempt(lambda: [].nope(say("never"), say("neither")))
attempt(lambda: thing.getter(say("after the getter")))
attempt(lambda: thing.dynamic(say("after asking")))
attempt(lambda: target(rebind()))
attempt(lambda: target(rebind()))
for _ in range(3):
    attempt(lambda: thing.method(say("argument")))
    attempt(lambda: thing.static(say("one")))
    attempt(lambda: Thing.of_class(say("two")))
    attempt(lambda: say.nope(say("never")))
    attempt(lambda: 5(say("first")))


def replaced():
    Thing.method = lambda self, *args: ("replaced", args)
    return 1


attempt(lambda: thing.method(replaced()))
attempt(lambda: thing.method(say("now")))
items = []
for i in range(3):
    items.append(say(str(i)))
print(items, "-".join(say(x) for x in items), "a,b".split(say(",")))


async def main():
    class Client:
        async def get(self, url):
            return url

    client = Client()
    for _ in range(2):
        print(await client.get(say("url")), await target(1) if False else "")
    try:
        await client.nope(say("never"))
    except AttributeError as error:
        print(error)
    print([await client.get(say(f"u{i}")) for i in range(2)])


import asyncio

asyncio.run(main())
