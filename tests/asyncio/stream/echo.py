import asyncio


async def echo(reader, writer):
    while data := await reader.read(100):
        writer.write(data.upper())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    for text in (b"hello", b"more"):
        writer.write(text)
        await writer.drain()
        print(await reader.readexactly(len(text)))
    print(writer.get_extra_info("peername") == (host, port), writer.is_closing(), writer.can_write_eof())
    writer.write_eof()
    print(await reader.read(), reader.at_eof())
    writer.close()
    await writer.wait_closed()
    print(writer.is_closing())
    server.close()
    await server.wait_closed()
    print(server.is_serving())


asyncio.run(main())
