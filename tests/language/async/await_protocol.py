class Pause:
    def __init__(self, name):
        self.name = name

    def __await__(self):
        got = yield self.name
        return f"{self.name} got {got}"


async def inner(n):
    return await Pause(f"p{n}")


async def main():
    a = await inner(1)
    print(a)
    b = await Pause("direct")
    print(b)
    return a, b


c = main()
print(c.send(None))
print(c.send("first"))
try:
    c.send("second")
except StopIteration as e:
    print(e.value)
