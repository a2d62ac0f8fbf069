if (n := len("abc")) > 2:
    print(n)
print((y := 5) + y, y)
data = iter([1, 2, 0, 3])
while (x := next(data)) != 0:
    print(x)
print([last := i for i in range(3)], last)
print([(a := v, a * 2) for v in (1, 2)], a)
print(any((hit := w) == "b" for w in "abc"), hit)


def f(x=(z := 3)):
    return x


print(f(), z, {(k := 1): k})
xs = [k := 10, k + 1]
print(xs)
