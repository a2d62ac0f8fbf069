print(1 / 3, 2 / 3, 10 / 5, -7 / 2)
print(10**30 / 10**29, (2**53 + 1) / 1, 2**1000 / 2**990)
print(1 / 10**400)
try:
    10**400 / 1
except OverflowError as e:
    print(e)
try:
    float(10**400)
except OverflowError as e:
    print(e)
