import asyncio


async def main():
    r = asyncio.StreamReader(limit=8)
    r.feed_data(b"0123456789abcdef")
    try:
        await r.readline()
    except ValueError as e:
        a = str(e)
    return (a, bytes(r._buffer))


print(asyncio.run(main()))
