def caught(f):
    try:
        f()
    except Exception as e:
        return e


for f in (lambda: missing, lambda: (5).nope, lambda: __import__("no_such_module"), lambda: open("/nonexistent/x")):
    e = caught(f)
    print(type(e).__name__, vars(e), getattr(e, "name", None))
    e.own = 1
    print(vars(e))
