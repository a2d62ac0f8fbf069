import asyncio


async def main():
    k = asyncio.create_task(asyncio.sleep(0))
    out = []
    for m in (k.set_result, k.set_exception):
        try:
            m(1)
        except RuntimeError as e:
            out.append(str(e))
    await k
    return out


print(asyncio.run(main()))
