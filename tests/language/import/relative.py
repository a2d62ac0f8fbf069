import pkg.sub.deep as deep
import pkg.sub.deep

print(deep.parent_b, pkg.sub.deep is deep)
try:
    from . import x
except ImportError as e:
    print(e)
try:
    from .helper import x
except ImportError as e:
    print(e)
