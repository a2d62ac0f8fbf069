import asyncio


async def work():
    await asyncio.sleep(0)
    return 7


loop = asyncio.new_event_loop()
print(loop.is_running(), loop.is_closed(), loop.run_until_complete(work()))
loop.call_soon(lambda: (print("callback", loop.is_running()), loop.stop()))
loop.run_forever()
t = loop.create_task(work())
print(loop.run_until_complete(t), t.result())
f = loop.create_future()
loop.call_later(0.01, f.set_result, "future")
print(loop.run_until_complete(f))
loop.close()
loop.close()
print(loop.is_closed())
for call in (lambda: loop.call_soon(print), lambda: loop.run_forever()):
    try:
        call()
    except RuntimeError as e:
        print(e)
c = work()
try:
    loop.run_until_complete(c)
except RuntimeError as e:
    print(e)
c.close()
