def f():
    return (yield


class A
    pass


break
