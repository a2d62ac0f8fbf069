import asyncio


async def main():
    r = asyncio.StreamReader()
    r.feed_data(b"abc\ndef")
    print(await r.readline(), r.at_eof())
    t = asyncio.create_task(r.read(10))
    print(await t)
    t = asyncio.create_task(r.readline())
    await asyncio.sleep(0)
    r.feed_data(b"late\n")
    print(await t)
    r.feed_data(b"partial")
    r.feed_eof()
    try:
        await r.readuntil(b"|")
    except asyncio.IncompleteReadError as e:
        print(e, e.partial, e.expected)
    print(await r.read(), r.at_eof())
    try:
        await r.readexactly(-1)
    except ValueError as e:
        print(e)
    r = asyncio.StreamReader()
    r.set_exception(ValueError("broken"))
    try:
        await r.read()
    except ValueError as e:
        print(e)


asyncio.run(main())
