caught = 0
for i in range(10000):
    try:
        if i % 3 == 0:
            raise ValueError(i)
        elif i % 3 == 1:
            {}[i]
    except ValueError:
        caught += 1
    except KeyError:
        caught += 10
print(caught)


def deep(n):
    if n == 0:
        raise KeyError("deep")
    try:
        deep(n - 1)
    except KeyError as e:
        raise KeyError(n) from e


try:
    deep(50)
except KeyError as e:
    n = 0
    while e:
        n += 1
        e = e.__cause__
    print(n)
