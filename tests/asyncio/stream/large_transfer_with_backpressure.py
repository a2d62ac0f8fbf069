import asyncio

SIZE = 3_000_000


async def handler(reader, writer):
    total = 0
    while chunk := await reader.read(65536):
        total += len(chunk)
    writer.write(str(total).encode())
    await writer.drain()
    writer.close()


async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        for _ in range(SIZE // 100_000):
            writer.write(b"x" * 100_000)
            await writer.drain()
        writer.write_eof()
        print(await reader.read())
        writer.close()


asyncio.run(main())
