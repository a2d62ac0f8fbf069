import asyncio


async def worker():
    name = asyncio.current_task().get_name()
    await asyncio.sleep(0.01)
    return name


async def main():
    me = asyncio.current_task()
    tasks = {asyncio.create_task(worker(), name=f"w{i}") for i in range(3)}
    print(sorted(t.get_name() for t in asyncio.all_tasks() if t is not me), me in asyncio.all_tasks())
    print(sorted([await t for t in tasks]))
    print(len(asyncio.all_tasks()), asyncio.current_task() is me)


asyncio.run(main())
