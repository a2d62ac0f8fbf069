class C:
    items = []
    count = 0

    def add(self, x):
        self.items.append(x)
        self.count += 1


a, b = C(), C()
a.add(1)
b.add(2)
a.add(3)
print(C.items, a.count, b.count, C.count, a.__dict__)
C.count = 100
print(C().count, a.count)
