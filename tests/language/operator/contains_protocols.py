class Contains:
    def __contains__(self, item):
        print("contains", item)
        return item


class Iterates:
    def __iter__(self):
        print("iter")
        return iter([1, 2, 3])


class Gets:
    def __getitem__(self, i):
        print("get", i)
        if i == 3:
            raise IndexError
        return i * 10


print(0 in Contains(), "yes" in Contains(), 0 not in Contains())
print(2 in Iterates(), 9 in Iterates())
print(10 in Gets(), 99 in Gets())
