import asyncio
import os
import signal


def main():

    async def main():
        asyncio.get_running_loop().call_later(0.02, os.kill, os.getpid(), signal.SIGINT)
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            return "swallowed"
    return asyncio.run(main())


print(main())
