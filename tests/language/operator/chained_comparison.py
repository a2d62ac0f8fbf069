def n(x):
    print("eval", x)
    return x


print(n(1) < n(2) < n(3))
print(n(1) > n(2) > n(3))
print(1 < 2 > 1 != 3 in [3] is not None)
x = 5
print(0 <= x < 10, 0 <= x < 5, not 0 <= x < 5)
print(1 == 1.0 == True, 1 < 3 > 2)
