xs = []
print(xs.append(1), xs)
xs.append([2])
xs.extend("ab")
xs.extend(x for x in range(2))
xs.extend(xs)
print(xs)
xs = [1, 2, 3]
xs.insert(0, "first")
xs.insert(100, "last")
xs.insert(-1, "before last")
xs.insert(-100, "very first")
print(xs)
xs += (4, 5)
xs += "z"
print(xs)
for wrong in (lambda: xs.extend(5), lambda: xs.insert("a", 1), lambda: xs.insert(1), lambda: xs.__iadd__(5)):
    try:
        wrong()
    except TypeError as e:
        print(e)
