import asyncio


async def main():
    r = asyncio.StreamReader()
    r.feed_data(b"a\nb\nc")
    r.feed_eof()
    return [l async for l in r]


print(asyncio.run(main()))
