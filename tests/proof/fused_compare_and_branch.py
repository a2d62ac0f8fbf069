class Odd:
    def __lt__(self, other):
        print("lt", other)
        return []

    def __gt__(self, other):
        print("gt", other)
        return "yes"

    def __eq__(self, other):
        raise ValueError("no equality")

    def __bool__(self):
        raise TypeError("no truth")


o = Odd()
if o < 1:
    print("taken")
else:
    print("not taken")
while o > 2:
    print("loop")
    break
if 3 < o:
    print("reflected")
try:
    if o == 1:
        pass
except ValueError as e:
    print(e)
try:
    if o:
        pass
except TypeError as e:
    print(e)
nan = float("nan")
print([x for x in (1, nan, 2.5) if x < 2], [x for x in (1, nan) if not x >= 1])
if nan == nan or nan < nan or nan > nan:
    print("never")
i, n = 0, 3.5
while i < n:
    i += 1
print(i)
big = 2**70
while big > 2**69:
    big -= 2**68
print(big == 2**69, 2**63 - 1 < 2**63, -(2**63) > -(2**63) - 1)
try:
    if "a" < 1:
        pass
except TypeError as e:
    print(e)
i = 0
while not i == 5:
    i = i + 1
print(i, 1 < 2 < 3, 1 < 3 < 2)
