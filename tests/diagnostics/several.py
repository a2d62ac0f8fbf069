x = = 1
for y in range(3) print(y)


def f():
return 1
