class Truthy:
    def __bool__(self):
        print("bool")
        return True


class CM:
    def __enter__(self): pass
    def __exit__(self, *a):
        return Truthy()


with CM():
    raise ValueError
with CM():
    print("no exception, result not tested")
print("end")
