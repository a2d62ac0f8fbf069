import _lazy

print(_lazy.anything, _lazy.real)
from _lazy import other

print(other)
try:
    _lazy.wrong
except AttributeError as e:
    print(e)
print(hasattr(_lazy, "wrong"), hasattr(_lazy, "x"))
