import asyncio


async def main():
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "a message", "exception": ValueError("v"), "extra": 5})
    loop.call_soon(lambda: {}["k"])
    await asyncio.sleep(0.01)
    print("end")


asyncio.run(main())
