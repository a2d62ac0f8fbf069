import io
import sys

print()
print(1, "a", None, [1, "b"], sep=", ", end="!\n")
print("a", "b", sep="")
print("x", end="")
print("y", sep=None, end=None)
print(*[1, 2, 3], sep="\n")
print("to stderr", file=sys.stderr)
out = io.StringIO()
print("captured", 5, file=out, flush=True)
print(repr(out.getvalue()))


class Writer:
    def write(self, s):
        parts.append(s)


parts = []
print("a", 1, sep="-", file=Writer())
print(parts)
for wrong in (lambda: print("a", sep=1), lambda: print("a", end=[]), lambda: print("a", file=5), lambda: print("a", nope=1)):
    try:
        wrong()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
