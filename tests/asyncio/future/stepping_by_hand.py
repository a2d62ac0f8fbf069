import asyncio
async def v(): 
    await asyncio.sleep(0); return 9
class G:
    def __await__(self):
        r = yield from v().__await__()
        s = yield from asyncio.sleep(0.001, 5).__await__()
        return r, s
class H:
    def __await__(self): return asyncio.sleep(0.001, "h").__await__()
async def main():
    print(await G(), await H())
    w = v().__await__(); print(type(w).__name__); print(next(w)); 
    try: next(w)
    except StopIteration as e: print(e.value)
    t = asyncio.create_task(asyncio.wait_for(G(), 5)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled")
    c = v(); w = c.__await__(); w.close()
    f = asyncio.get_running_loop().create_future()
    def gen(): return (yield from f)
    g = gen(); print(next(g) is f); f.set_result(3)
    try: g.send(None)
    except StopIteration as e: print(e.value)
asyncio.run(main())
