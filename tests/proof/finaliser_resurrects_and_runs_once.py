import gc

saved = []


class Phoenix:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)
        saved.append(self)


p = Phoenix("p")
del p
gc.collect()
print(len(saved), saved[0].name)
saved.clear()
gc.collect()
print("gone")


class Holder:
    def __init__(self):
        self.phoenix = Phoenix("held")


h = Holder()
del h
gc.collect()
print([x.name for x in saved])
