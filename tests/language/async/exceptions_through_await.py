class Pause:
    def __await__(self):
        yield


async def low():
    try:
        await Pause()
    except ValueError as e:
        print("low caught", e)
        raise KeyError("from low") from e
    finally:
        print("low finally")


async def high():
    try:
        await low()
    except KeyError as e:
        print("high caught", repr(e), repr(e.__cause__))
        await Pause()
        return "recovered"


c = high()
c.send(None)
c.throw(ValueError("thrown in"))
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
c = low()
c.send(None)
c.close()
