def v(x):
    print(x, end=" ")
    return x


def f(*a, **k):
    print()
    return a, k


print(f(v(1), *v([2]), k=v(3), *v([4]), **v({"z": 5})))


class M:
    def keys(self):
        print("keys", end=" ")
        return ["a", "b"]

    def __getitem__(self, key):
        print("get", key, end=" ")
        return key.upper()


print(f(**M()))
