async def g():
    x = yield 1
    print("x", x)
    yield 2


a = g()
step = anext(a)
print(type(step).__name__)
try:
    step.send(None)
except StopIteration as e:
    print(e.value)
try:
    step.send(None)
except RuntimeError as e:
    print(e)
try:
    a.asend("sent").send(None)
except StopIteration as e:
    print(e.value)
try:
    anext(a).send(None)
except StopAsyncIteration as e:
    print("done", e.args)
for wrong in (5, [], g):
    try:
        aiter(wrong)
    except TypeError as e:
        print(e)
try:
    anext(5)
except TypeError as e:
    print(e)
