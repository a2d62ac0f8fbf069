def find(xs, wanted):
    for i, x in enumerate(xs):
        if x == wanted:
            print("found at", i)
            break
    else:
        print("not found")


find([1, 2, 3], 2)
find([1, 2, 3], 9)
find([], 9)
for x in range(3):
    continue
else:
    print("else after continue", x)
