import asyncio
import threading

results = {}


async def work(name):
    loop = asyncio.get_running_loop()
    for _ in range(5):
        await asyncio.sleep(0.001)
    return name, loop


def run(name):
    results[name] = asyncio.run(work(name))


threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
main = asyncio.run(work("main"))
for t in threads:
    t.join()
print(sorted(name for name, _ in results.values()), main[0], len({id(loop) for _, loop in results.values()} | {id(main[1])}))
