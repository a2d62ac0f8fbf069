e = ValueError("x")
print(hasattr(e, "__notes__"))
e.add_note("first")
e.add_note("second")
print(e.__notes__, e, e.args)
try:
    e.add_note(5)
except TypeError as error:
    print(error)
