# nanoseconds per 20000 round trips
# Round trips over sockets of this machine: fifty clients, four hundred each.
import asyncio

CLIENTS, TRIPS = 50, 400


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


async def client(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    heard = 0
    for i in range(TRIPS):
        writer.write(b"message %d\n" % i)
        await writer.drain()
        heard += len(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return heard


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        print(sum(await asyncio.gather(*(client(port) for _ in range(CLIENTS)))))


asyncio.run(main())
