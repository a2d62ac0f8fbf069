def run(n):
    out = []
    for i in range(n):
        out.append(i)
        i = 100
        n = 0
    return out, i


print(run(3))
for i in range(2, 10, 3):
    print(i, end=" ")
for i in range(5, 0, -2):
    print(i, end=" ")
for i in range(3):
    for i in range(i):
        print("in", i, end=" ")
print(i)
r = range(3)
for i in r:
    for j in r:
        print(i, j, end=";")
print()
for i in range(2**63 - 2, 2**63 + 1):
    print(i)
for i in range(-(2**63) - 1, -(2**63) + 2):
    print(i)
for i in range(True, 3):
    print(i, end=" ")
print()


class Five:
    def __index__(self):
        return 5


print([i for i in range(Five())])
try:
    for i in range(2.0):
        pass
except TypeError as e:
    print(e)


def range(n):
    return ["mine", n]


for i in range(3):
    print(i)
