import sys

import _helper

print("_helper" in sys.modules, sys.modules["_helper"] is _helper)
import _helper as again

print(again is _helper)
del sys.modules["_helper"]
import _helper as fresh

print(fresh is again)
sys.modules["invented"] = fresh
import invented

print(invented is fresh, sys.modules["__main__"].sys is sys)
