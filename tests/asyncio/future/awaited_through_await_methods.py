import asyncio
class A:
    def __init__(self, f): self.f = f
    def __await__(self): return self.f.__await__()
class B:
    def __init__(self, f): self.f = f
    def __await__(self): return (yield from self.f)
class C:
    def __init__(self, f): self.f = f
    def __await__(self): return (yield from self.f.__await__())
async def val(x):
    await asyncio.sleep(0.001); return x
class D:
    def __await__(self): return val(7).__await__()
async def main():
    loop = asyncio.get_running_loop()
    for K in (A, B, C):
        f = loop.create_future(); loop.call_soon(f.set_result, 5); print(await K(f))
        f = loop.create_future(); loop.call_soon(f.set_exception, ValueError("x"))
        try: await K(f)
        except ValueError as e: print(e)
        f = loop.create_future(); f.set_result(1); print(await K(f))
        print(await K(asyncio.create_task(val(3))))
        t = asyncio.create_task(val(3)); w = asyncio.create_task(asyncio.wait_for(K(t), 5)); await asyncio.sleep(0); await asyncio.sleep(0); w.cancel()
        try: await w
        except asyncio.CancelledError: print("cancelled", t.cancelled())
    print(await D())
    f = loop.create_future()
    it = f.__await__()
    print(type(it), iter(it) is it)
    print(it.send(None) is f)
    try: it.throw(KeyError("k"))
    except KeyError as e: print("thrown", e)
    print(next(it, "end") )
    it.close()
asyncio.run(main())
