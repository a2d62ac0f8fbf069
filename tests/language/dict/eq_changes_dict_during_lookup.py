class Evil:
    def __init__(self, d):
        self.d = d

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.d.clear()
        return False


class One:
    def __hash__(self):
        return 1


d = {}
d[One()] = "one"
try:
    print(d.get(Evil(d), "default"))
except RuntimeError as e:
    print(e)
print(len(d))
