def run(e):
    try:
        raise e
    except* ValueError as eg:
        print("values", repr(eg))
    except* (TypeError, KeyError) as eg:
        print("others", repr(eg))
    else:
        print("else")
    finally:
        print("finally")


run(ExceptionGroup("g", [ValueError(1), TypeError(2), ValueError(3)]))
run(ValueError("naked"))
try:
    run(ExceptionGroup("g", [OSError("rest"), ValueError(1)]))
except ExceptionGroup as e:
    print("left", repr(e))
try:
    pass
except* ValueError:
    print("never")
else:
    print("no exception")
