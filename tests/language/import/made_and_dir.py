import types

import _with_dir as m

print(dir(m), m.dynamic)
made = types.ModuleType("made", "its doc")
made.x = 1
print(made, made.__name__, made.__doc__, made.x)
try:
    made.y
except AttributeError as e:
    print(e)
try:
    types.ModuleType(5)
except TypeError as e:
    print(e)
