try:
    raise KeyboardInterrupt
except Exception:
    print("exception")
except:
    print("bare")
try:
    raise ValueError("v")
except Exception:
    print("first matching wins")
except ValueError:
    print("never")
try:
    try:
        raise KeyError("k")
    except ValueError:
        print("no")
    finally:
        print("inner finally")
except LookupError as e:
    print("outer", e)
