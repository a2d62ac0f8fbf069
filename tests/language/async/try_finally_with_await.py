import asyncio


async def f(how):
    for i in range(2):
        try:
            await asyncio.sleep(0)
            if how == "return":
                return "returned"
            if how == "break":
                break
            if how == "raise":
                raise ValueError("v")
        except ValueError as e:
            await asyncio.sleep(0)
            print("handler", e)
        else:
            await asyncio.sleep(0)
            print("else")
        finally:
            await asyncio.sleep(0)
            print("finally", i)
    return "end"


async def main():
    for how in ("return", "break", "raise", "fall"):
        print(how, await f(how))


asyncio.run(main())
