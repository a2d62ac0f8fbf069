import asyncio


def main():
    loop = asyncio.new_event_loop()
    f = loop.create_future()
    loop.call_later(0.01, loop.stop)
    try:
        loop.run_until_complete(f)
    except RuntimeError as e:
        loop.close()
        return str(e)


print(main())
