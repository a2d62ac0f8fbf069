import asyncio


async def say(delay, text):
    await asyncio.sleep(delay)
    print(text)
    return text


async def main():
    results = await asyncio.gather(say(0.06, "third"), say(0.02, "first"), say(0.04, "second"), say(0, "zero"))
    print(results)


asyncio.run(main())
