"""An echo server, and clients for it.

    echo_server.py [--port N]    serve on localhost until interrupted (port 8888)
    echo_server.py --demo        serve on any free port, let many clients talk to it, stop
"""
import asyncio
import sys

CLIENTS = 20
LINES = 5


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def client(number, port):
    reader, writer = await asyncio.open_connection("localhost", port)
    answers = []
    for n in range(LINES):
        writer.write(f"client {number} says {n}\n".encode())
        await writer.drain()
        answers.append((await reader.readline()).decode().strip())
    writer.close()
    await writer.wait_closed()
    return answers


async def serve(port):
    async with await asyncio.start_server(echo, "localhost", port) as server:
        print(f"echoing on localhost:{port}")
        await server.serve_forever()


async def demo():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        conversations = await asyncio.gather(*(client(n, port) for n in range(CLIENTS)))
    for number, answers in enumerate(conversations):
        assert answers == [f"client {number} says {n}" for n in range(LINES)]
    print(conversations[0])
    print(f"{CLIENTS} clients heard {sum(map(len, conversations))} echoes")


if "--demo" in sys.argv:
    asyncio.run(demo())
else:
    port = int(sys.argv[sys.argv.index("--port") + 1]) if "--port" in sys.argv else 8888
    try:
        asyncio.run(serve(port))
    except KeyboardInterrupt:
        print("bye")
