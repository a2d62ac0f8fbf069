import asyncio


async def handler(reader, writer):
    writer.writelines([b"line one\n", b"line two\n", b"12345", b"key: value;rest\n", b"tail"])
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        print(await reader.readline())
        print(await reader.readuntil(b" "), await reader.readuntil())
        print(await reader.readexactly(5), await reader.readuntil(b";"), await reader.readline())
        print(await reader.read(2), await reader.read(0))
        try:
            await reader.readexactly(10)
        except asyncio.IncompleteReadError as e:
            print(e, e.partial, e.expected)
        print(await reader.read(), await reader.readline(), await reader.read(5), reader.at_eof())
        writer.close()


asyncio.run(main())
