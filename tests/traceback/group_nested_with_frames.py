def make(e):
    try:
        raise e
    except Exception as caught:
        return caught


inner = make(ExceptionGroup("inner", [make(KeyError("k"))]))
raise ExceptionGroup("outer", [make(ValueError("v")), inner, TypeError("no frames")])
