for a in (7, -7):
    for b in (3, -3):
        print(a, b, a // b, a % b, divmod(a, b), a / b)
print(0 // 5, -0 % 5, -1 // 10**20, 1 % -(10**20))
for operation in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0)):
    try:
        operation()
    except ZeroDivisionError as e:
        print(e)
