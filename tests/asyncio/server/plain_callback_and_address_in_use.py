import asyncio


def connected(reader, writer):
    writer.write(b"plain callback")
    writer.close()


async def main():
    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address)
    print(await reader.read())
    writer.close()
    try:
        await asyncio.start_server(connected, *address)
    except OSError as e:
        print(type(e).__name__, e.errno)
    server.close()
    await server.wait_closed()


asyncio.run(main())
