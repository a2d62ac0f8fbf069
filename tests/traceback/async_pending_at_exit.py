import asyncio


async def wait():
    await asyncio.Future()


loop = asyncio.new_event_loop()
t = loop.create_task(wait(), name="left")
loop.run_until_complete(asyncio.sleep(0))
loop.close()
