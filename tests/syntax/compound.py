if a:
    b
elif c: d; e
elif f:
    pass
else:
    g
while a: break
else: continue
for x, *y in *a, b:
    pass
async def f():
    async for x in y: await z
    async with a as b, c: yield
with (open(p) as f, lock): pass
with (a, b): pass
with (a, b) as c: pass
try: a
except A, B: pass
except C as e: pass
else: b
finally: c
try: a
except* E: pass
