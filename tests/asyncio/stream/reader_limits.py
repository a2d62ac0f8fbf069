import asyncio


async def main():
    r = asyncio.StreamReader(limit=8)
    r.feed_data(b"0123456789abcdefgh")
    out = []
    try:
        await r.readline()
    except ValueError as e:
        out.append(str(e))
    r = asyncio.StreamReader(limit=8)
    r.feed_data(b"0123456789abcdefgh")
    try:
        await r.readuntil(b"\n")
    except asyncio.LimitOverrunError as e:
        out.append((str(e), e.consumed))
    r = asyncio.StreamReader()
    r.feed_data(b"abc")
    r.feed_eof()
    out.append(await r.readline())
    out.append(await r.read())
    out.append(r.at_eof())
    return out


print(asyncio.run(main()))
