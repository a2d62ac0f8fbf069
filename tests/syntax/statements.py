x = y, *z = 1, 2, 3
x.a[0] += 1
count: int = 0
(a.b): str
del x, (y, z[1:2])
assert x, "message"
raise E from cause
global g, h
import os.path as path, sys
from ..package import (a as b, c,)
from . import *
type Pair[T: int = str, *Ts, **P] = tuple[T, *Ts]
return x
