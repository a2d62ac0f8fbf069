import importlib
import json
import os
import sys

print(importlib.import_module("json") is json, importlib.import_module(".decoder", "json").__name__)
for wrong in ((".x",), ("no_such",), ("..a", "json")):
    try:
        importlib.import_module(*wrong)
    except (TypeError, ImportError) as e:
        print(type(e).__name__, e)
with open("changes.py", "w") as file:
    file.write("value = 1\n")
sys.path.insert(0, os.getcwd())
import changes

changes.extra = "kept"
with open("changes.py", "w") as file:
    file.write("value = 'new'\n")
print(importlib.reload(changes) is changes, changes.value, changes.extra)
