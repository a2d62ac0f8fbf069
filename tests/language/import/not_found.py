for attempt in (
    lambda: __import__("no_such_module"),
    lambda: __import__("pkg.no_such"),
    lambda: __import__("_helper.sub"),
):
    try:
        attempt()
    except ImportError as e:
        print(type(e).__name__, e, e.name)
try:
    import no.such.thing
except ModuleNotFoundError as e:
    print(e)
try:
    from pkg import nothing_there
except ImportError as e:
    print(str(e).split(" (")[0])
