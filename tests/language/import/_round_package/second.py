from . import first

try:
    first.value
except AttributeError as e:
    print(e)
try:
    from .first import value
except ImportError as e:
    print(e)
value = 1
