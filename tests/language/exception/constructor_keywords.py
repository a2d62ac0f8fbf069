class Own(Exception):
    pass


for make in (
    lambda: ValueError(x=1),
    lambda: Own(x=1),
    lambda: ImportError("m", x=1),
    lambda: AttributeError("m", path=1),
    lambda: NameError("m", obj=1),
    lambda: ImportError("m", name="n", path="p").name,
    lambda: AttributeError("m", name="n", obj=3).obj,
    lambda: SyntaxError("m", ("f", 1)),
    lambda: SyntaxError("m", ("f", 1, 2, "text", 3, 4)).end_offset,
    lambda: OSError(2, "no", None).args,
    lambda: OSError(2, "no", "f").args,
    lambda: ValueError().add_note(None),
):
    try:
        print(make())
    except TypeError as e:
        print(e)
