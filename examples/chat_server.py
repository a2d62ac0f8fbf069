"""A chat room: what one says, the others hear.

    chat_server.py [--port N]    serve on localhost until interrupted (port 8888);
                                 join with: nc localhost 8888
    chat_server.py --demo        serve on any free port, let three friends talk, stop
"""
import asyncio
import sys


class Room:
    def __init__(self):
        self.members = {}

    async def say(self, text, *, but=None):
        for name, writer in list(self.members.items()):
            if name != but:
                writer.write(f"{text}\n".encode())
                await writer.drain()

    async def welcome(self, reader, writer):
        writer.write(b"your name? ")
        name = (await reader.readline()).decode().strip()
        if not name or name in self.members:
            writer.write(b"that name is taken\n")
        else:
            self.members[name] = writer
            try:
                await self.converse(name, reader)
            finally:
                del self.members[name]
                await self.say(f"* {name} left")
        writer.close()
        await writer.wait_closed()

    async def converse(self, name, reader):
        await self.say(f"* {name} joined")
        async for line in reader:
            await self.say(f"{name}: {line.decode().strip()}", but=name)


class Friend:
    """A member for the demo, who speaks and listens on request."""

    def __init__(self, name):
        self.name = name

    async def join(self, port):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        await self.reader.readuntil(b"? ")
        self.say(self.name)
        await self.hear()

    def say(self, text):
        self.writer.write(f"{text}\n".encode())

    async def hear(self):
        line = await asyncio.wait_for(self.reader.readline(), 5)
        print(f"{self.name} hears {line.decode().strip()!r}")

    async def leave(self):
        self.writer.close()
        await self.writer.wait_closed()


async def demo():
    server = await asyncio.start_server(Room().welcome, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        ann, bob, cleo = friends = [Friend("ann"), Friend("bob"), Friend("cleo")]
        for joined, friend in enumerate(friends):
            await friend.join(port)
            for earlier in friends[:joined]:
                await earlier.hear()
        ann.say("hello, all")
        await bob.hear()
        await cleo.hear()
        cleo.say("hi, ann")
        await ann.hear()
        await bob.hear()
        await bob.leave()
        await ann.hear()
        await cleo.hear()
        await ann.leave()
        await cleo.hear()
        await cleo.leave()


async def serve(port):
    async with await asyncio.start_server(Room().welcome, "localhost", port) as server:
        print(f"chatting on localhost:{port}")
        await server.serve_forever()


if "--demo" in sys.argv:
    asyncio.run(demo())
else:
    port = int(sys.argv[sys.argv.index("--port") + 1]) if "--port" in sys.argv else 8888
    try:
        asyncio.run(serve(port))
    except KeyboardInterrupt:
        print("bye")
