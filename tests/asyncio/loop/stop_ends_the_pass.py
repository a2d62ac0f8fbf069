import asyncio

log = []
loop = asyncio.new_event_loop()
loop.call_soon(lambda: (log.append("a"), loop.stop(), loop.call_soon(log.append, "next pass")))
loop.call_soon(log.append, "b")
loop.run_forever()
print(log)
loop.stop()
loop.run_forever()
print(log)
loop.close()
