for r in (range(3), range(1, 4), range(5, 0, -2), range(0), range(3, 1), range(-3, 3, 2)):
    print(list(r), end=" ")
print()
total = 0
for i in range(10**6, 10**6 + 3):
    total += i
print(total)
for i in range(2**63 - 2, 2**63 + 2):
    print(i)
for i in range(3):
    for j in range(i):
        print(i, j, end=";")
print()
try:
    for i in range(1.5):
        pass
except TypeError as e:
    print(e)
try:
    range(1, 2, 0)
except ValueError as e:
    print(e)
