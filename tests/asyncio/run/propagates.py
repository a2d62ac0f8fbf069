import asyncio


async def fails():
    await asyncio.sleep(0)
    raise ValueError("from main")


try:
    asyncio.run(fails())
except ValueError as e:
    print(e)


async def exits():
    raise SystemExit(3)


try:
    asyncio.run(exits())
except SystemExit as e:
    print("exit", e.code)


async def cancelled():
    raise asyncio.CancelledError("self")


try:
    asyncio.run(cancelled())
except asyncio.CancelledError as e:
    print("cancelled", e.args)
