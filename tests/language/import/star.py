from _helper import *

print(value, get(), "_private" in globals(), "names" in globals())
from _with_all import *

print(listed, _hidden, "unlisted" in globals())
