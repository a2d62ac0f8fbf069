import _helper
import _helper as h

print(_helper is h, _helper.value, _helper.get(), _helper.__name__, _helper.__doc__)
_helper.bump()
print(h.value, h.get())
h.value = 10
print(_helper.get())
try:
    _helper.missing
except AttributeError as e:
    print(e)
del _helper
print(h.value)
