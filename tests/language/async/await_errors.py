class NoIterator:
    def __await__(self):
        return 5


class ReturnsCoroutine:
    def __await__(self):
        return pending


class ReturnsList:
    def __await__(self):
        return [1]


async def f():
    return 1


pending = f()


def gen():
    yield 1


async def run(x):
    try:
        await x
    except TypeError as e:
        print(e)


for x in (5, None, [1], gen(), f, NoIterator(), ReturnsCoroutine(), ReturnsList()):
    try:
        run(x).send(None)
    except StopIteration:
        pass
pending.close()
