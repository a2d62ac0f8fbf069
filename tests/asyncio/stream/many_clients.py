import asyncio


async def handler(reader, writer):
    name = (await reader.readline()).decode().strip()
    for i in range(3):
        writer.write(f"{name} {i}\n".encode())
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def client(address, n):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(f"c{n}\n".encode())
    data = await reader.read()
    writer.close()
    await writer.wait_closed()
    return data.decode().split()


async def main():
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        address = server.sockets[0].getsockname()
        results = await asyncio.gather(*(client(address, n) for n in range(50)))
    print(len(results), results[7], all(r == [f"c{n}", "0", f"c{n}", "1", f"c{n}", "2"] for n, r in enumerate(results)))


asyncio.run(main())
