import asyncio


async def main():
    q = asyncio.Queue()
    q.put_nowait(1)
    q.shutdown()
    out = []
    out.append(await q.get())
    q.task_done()
    try:
        await q.get()
    except asyncio.QueueShutDown as e:
        out.append(repr(e))
    try:
        q.put_nowait(1)
    except asyncio.QueueShutDown as e:
        out.append("put " + repr(e))
    await q.join()
    out.append("join ok")
    q = asyncio.Queue()
    q.put_nowait(1)
    q.shutdown(immediate=True)
    out.append(q.qsize())
    await asyncio.wait_for(q.join(), 1)
    out.append("join ok after immediate")
    return out


print(asyncio.run(main()))
