import asyncio


async def handler(reader, writer):
    async for line in reader:
        writer.write(b"> " + line)
    writer.write(b"bye")
    await writer.drain()
    writer.close()


async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b"one\ntwo\nthree")
        writer.write_eof()
        print([line async for line in reader])
        writer.close()
        await writer.wait_closed()


asyncio.run(main())
