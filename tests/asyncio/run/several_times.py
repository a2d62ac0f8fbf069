import asyncio

loops = []


async def main(n):
    loops.append(asyncio.get_running_loop())
    await asyncio.sleep(0)
    return n * 2


print([asyncio.run(main(n)) for n in range(3)])
print(len(set(map(id, loops))), [loop.is_closed() for loop in loops])
