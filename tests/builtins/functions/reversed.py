print(list(reversed([1, 2, 3])), "".join(reversed("abc")), list(reversed(range(5))), list(reversed((1, 2))), list(reversed({"a": 1, "b": 2})))


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


class Rev:
    def __reversed__(self):
        return iter("xyz")


print(list(reversed(Seq())), list(reversed(Rev())), type(reversed([])).__name__)
for wrong in ({1}, 5, iter([])):
    try:
        reversed(wrong)
    except TypeError as e:
        print(e)
xs = [1, 2, 3]
r = reversed(xs)
xs.append(4)
print(list(r))
