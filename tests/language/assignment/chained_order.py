class Log:
    def __setitem__(self, key, value):
        print("set", key, value)


def at(name):
    print("key", name)
    return name


def value():
    print("value")
    return 7


log = Log()
log[at("first")] = log[at("second")] = value()
