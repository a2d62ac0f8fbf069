class C:
    pass


class Data:
    def __get__(self, obj, owner):
        return "descriptor"

    def __set__(self, obj, value):
        log.append(value)


def read(o):
    return o.x


def write(o, v):
    o.x = v


log = []
c = C()
for i in range(2000):
    write(c, i)
    read(c)
print(read(c))
C.x = Data()
print(read(c))
write(c, "to the descriptor")
print(log, vars(c))
del C.x
print(read(c))
write(c, "plain again")
print(read(c), log)
C.x = "class value"
print(read(c), read(C()))
