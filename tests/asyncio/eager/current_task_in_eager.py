import asyncio


async def main():
    names = []

    async def w():
        names.append(asyncio.current_task().get_name())
    asyncio.create_task(w(), eager_start=True, name="E")
    names.append(asyncio.current_task().get_name().startswith("Task-"))
    return names


print(asyncio.run(main()))
