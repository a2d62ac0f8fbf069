from _helper import value, get as g, bump

bump()
print(value, g())
try:
    from _helper import missing
except ImportError as e:
    print(str(e).split(" (")[0], e.name)
from _helper import (
    names,
    _private,
)

names.append(1)
import _helper

print(_helper.names, _private)
