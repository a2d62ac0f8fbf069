module, local = {}, {}
exec(
    """
y = 9
z = 1
def f():
    y = 1
    def g():
        global y
        return y
    return g
result = f()()
""",
    module,
    local,
)
print(module["y"], sorted(local), local["result"])


def outer():
    free = 1

    def inner():
        return free

    exec((lambda: print(free)).__code__, {}, closure=inner.__closure__)
    for run in (exec, eval):
        try:
            run(inner.__code__)
        except TypeError as e:
            print(e)


outer()
