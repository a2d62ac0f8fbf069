import asyncio
import contextvars

v = contextvars.ContextVar("v", default="default")
w = contextvars.ContextVar("w")


async def child(name):
    before = v.get()
    v.set(name)
    await asyncio.sleep(0)
    return before, v.get()


async def main():
    try:
        w.get()
    except LookupError as e:
        print(type(e).__name__)
    print(v.get(), w.get("fallback"))
    token = v.set("main")
    print(await asyncio.gather(child("a"), child("b")), v.get())
    print(await child("direct"), v.get())
    v.reset(token)
    print(v.get(), token.old_value is contextvars.Token.MISSING)
    try:
        v.reset(token)
    except RuntimeError as e:
        print("used" in str(e))
    context = contextvars.copy_context()
    context.run(v.set, "in context")
    print(v.get(), context[v], v in context, context.run(v.get))


asyncio.run(main())
