import asyncio
import threading


async def use(n):
    await asyncio.sleep(0)
    import json
    from collections import Counter

    return json.dumps({"n": n}), Counter([n])[n]


def in_thread(out):
    import itertools

    out.append(list(itertools.islice(itertools.count(), 3)))


async def main():
    print(await asyncio.gather(*(use(n) for n in range(3))))


asyncio.run(main())
out = []
threads = [threading.Thread(target=in_thread, args=(out,)) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(out)
