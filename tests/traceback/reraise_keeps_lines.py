def low():
    raise ValueError("low")


def high():
    try:
        low()
    except ValueError as e:
        e.args = ("changed",)
        raise


high()
