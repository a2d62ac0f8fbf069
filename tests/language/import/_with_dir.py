def __getattr__(name):
    return f"made for {name}"


def __dir__():
    return ["z", "a"]
