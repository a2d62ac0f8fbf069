def attempt(f):
    try:
        f()
    except BaseException as e:
        return e


e = attempt(lambda: {}["k"])
print(e.args, str(e), repr(e))
e = attempt(lambda: undefined)
print(e.name, e.args)
e = attempt(lambda: [].foo)
print(e.name, e.obj, e.args)
e = attempt(lambda: __import__("nope"))
print(e.name, e.path, e.msg, type(e).__name__)
e = StopIteration(1, 2)
print(e.value, e.args)
e = SystemExit(3)
print(e.code, SystemExit().code, SystemExit("a", "b").code)
e = OSError(2, "No such file", "name")
print(e.errno, e.strerror, e.filename, e, repr(e), type(e).__name__)
print(OSError("just text"), OSError(2, "x").args, OSError(13, "p").__class__.__name__, OSError(104, "r").__class__.__name__)
e = attempt(lambda: b"\xff".decode())
print(e.encoding, e.object, e.start, e.end, e.reason, e)
e = attempt(lambda: "é".encode("ascii"))
print(e.encoding, e.object, e.start, e.end, e.reason, e)
e = ImportError("m", name="n", path="p")
print(e, e.name, e.path, e.msg)
