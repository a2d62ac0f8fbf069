from contextlib import ExitStack, chdir, closing, contextmanager, nullcontext, redirect_stdout, suppress
import io

with suppress(KeyError, ValueError):
    {}["k"]
with suppress():
    pass
try:
    with suppress(KeyError):
        1 / 0
except ZeroDivisionError as e:
    print(e)


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as t:
    print(type(t).__name__)
with nullcontext(5) as n:
    print(n)
out = io.StringIO()
with redirect_stdout(out):
    print("captured")
print(repr(out.getvalue()))


@contextmanager
def tag(n):
    print("open", n)
    yield n
    print("close", n)


with ExitStack() as stack:
    print([stack.enter_context(tag(i)) for i in range(2)])
    stack.callback(print, "callback", 5)
    stack.push(lambda *a: print("exit", a[0]))
with ExitStack() as stack:
    stack.enter_context(tag("moved"))
    later = stack.pop_all()
print("after")
later.close()
