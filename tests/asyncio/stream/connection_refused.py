import asyncio
import socket


async def main():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except OSError as e:
        print(type(e).__name__, str(e).replace(str(port), "PORT"), e.errno)


asyncio.run(main())
