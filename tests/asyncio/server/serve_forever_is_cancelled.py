import asyncio


async def handler(reader, writer):
    writer.close()


async def main():
    server = await asyncio.start_server(handler, "127.0.0.1", 0)
    t = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0.01)
    print(server.is_serving(), len(server.sockets))
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", server.is_serving(), server.sockets)


asyncio.run(main())
