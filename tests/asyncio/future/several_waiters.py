import asyncio


async def wait(f, name, log):
    try:
        log.append((name, await f))
    except ValueError as e:
        log.append((name, str(e)))


async def main():
    loop, log = asyncio.get_running_loop(), []
    for finish in (lambda f: f.set_result("r"), lambda f: f.set_exception(ValueError("e"))):
        f = loop.create_future()
        tasks = [asyncio.create_task(wait(f, n, log)) for n in "abc"]
        await asyncio.sleep(0)
        finish(f)
        log.append("set")
        await asyncio.gather(*tasks)
    print(log)


asyncio.run(main())
