def g(name):
    try:
        yield 1
    finally:
        print("closed", name)


class Dies:
    def __del__(self):
        print("died")


first = g("first")
next(first)
never_begun = g("never begun")
d = Dies()
print("end")
