import asyncio


async def main():
    return 1


for wrong in (main, 5, None, "x"):
    try:
        asyncio.run(wrong)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


async def nested():
    try:
        c = main()
        asyncio.run(c)
    except RuntimeError as e:
        c.close()
        return str(e)


print(asyncio.run(nested()))
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
c = main()
try:
    asyncio.create_task(c)
except RuntimeError as e:
    print(e)
c.close()
