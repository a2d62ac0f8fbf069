class C:
    _Outer__attr = "mangled"


class Outer:
    def f(self, x):
        match x:
            case C(__attr=y):
                return y


c = C()
setattr(c, "__attr", "plain")
print(Outer().f(c))


class Keys:
    KEY = "a"


try:
    match {"a": 0, "b": 1}:
        case {Keys.KEY: y, "a": z}:
            print(y, z)
except ValueError as e:
    print(e)
for pattern in ("{0: _, False: _}", "{0: _, 0.0: _}", "{0: _, 0j: _}", "{f'': _}", "f'x'", "{'a': 1, 'b': 2, 'a': 3}"):
    try:
        compile(f"match x:\n case {pattern}: pass", "f", "exec")
        print(pattern, "accepted")
    except SyntaxError as e:
        print(pattern, e.msg)
