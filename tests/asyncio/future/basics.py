import asyncio


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f.done(), f.cancelled(), f)
    for call in (f.result, f.exception):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(e)
    loop.call_soon(f.set_result, "value")
    print(await f, f.done(), f.result(), f.exception(), f)
    for call in (lambda: f.set_result(1), lambda: f.set_exception(ValueError())):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(e)
    print(f.cancel())
    f = loop.create_future()
    f.set_exception(KeyError("k"))
    try:
        await f
    except KeyError as e:
        print(repr(e), repr(f.exception()), f)
    f = loop.create_future()
    print(f.cancel("msg"), f.cancel(), f.cancelled(), f)
    try:
        await f
    except asyncio.CancelledError as e:
        print(e.args)
    try:
        f.result()
    except asyncio.CancelledError:
        print("cancelled result")
    f = loop.create_future()
    try:
        f.set_exception(5)
    except TypeError as e:
        print(e)


asyncio.run(main())
