class C:
    def __len__(self):
        return 1


c = C()
c.__len__ = lambda: 99
print(len(c), c.__len__())
c.__call__ = lambda: "no"
try:
    c()
except TypeError as e:
    print(e)
c.__add__ = lambda other: "no"
try:
    c + 1
except TypeError as e:
    print(e)
C.__add__ = lambda self, other: "yes"
print(c + 1)
C.__len__ = lambda self: 5
print(len(c))
del C.__len__
try:
    len(c)
except TypeError as e:
    print(e)
