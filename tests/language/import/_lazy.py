real = "real"


def __getattr__(name):
    if name == "wrong" or name.startswith("__"):
        raise AttributeError(f"no {name} here")
    return f"made {name}"
