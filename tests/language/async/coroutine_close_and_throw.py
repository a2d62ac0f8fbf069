import gc


class Pause:
    def __await__(self):
        try:
            yield "paused"
        except GeneratorExit:
            print("await closed")
            raise


async def f():
    try:
        await Pause()
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("finally")


c = f()
print(c.send(None))
c.close()
c.close()


async def ignores():
    try:
        await Pause()
    except GeneratorExit:
        await Pause()


c = ignores()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print(e)
del c
gc.collect()
c = f()
try:
    c.throw(ValueError("not started"))
except ValueError as e:
    print(e)
try:
    c.throw(ValueError("again"))
except RuntimeError as e:
    print(e)
