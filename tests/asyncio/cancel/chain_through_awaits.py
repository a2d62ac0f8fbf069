import asyncio

log = []


async def low():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log.append("low")
        raise
    finally:
        log.append("low finally")


async def middle():
    try:
        await low()
    finally:
        await asyncio.sleep(0)
        log.append("middle finally")


async def top():
    try:
        await middle()
    except asyncio.CancelledError as e:
        log.append(("top", e.args))
        raise


async def main():
    t = asyncio.create_task(top())
    await asyncio.sleep(0)
    print(t.cancel("reason"), t.cancelled())
    try:
        await t
    except asyncio.CancelledError as e:
        print(log, e.args, t.cancelled())


asyncio.run(main())
