class Answer:
    def __init__(self, value, name):
        self.value, self.name = value, name

    def __lt__(self, other):
        return Answer(self.value, f"{self.name}<{other.name}")

    def __bool__(self):
        print("bool", self.name)
        return self.value

    def __repr__(self):
        return self.name


t, f = Answer(True, "t"), Answer(False, "f")
print(t < t < f)
print(f < t < t)
