class L(list):
    def total(self):
        return sum(self)


class D(dict):
    def __getattr__(self, k):
        return self[k]


class S(str):
    def shout(self):
        return self.upper() + "!"


class F(float):
    pass


xs = L([1, 2, 3])
xs.append(4)
xs.name = "numbers"
print(xs, xs.total(), xs.name, len(xs), xs[1:], type(xs[1:]).__name__, isinstance(xs, list))
d = D(a=1)
d["b"] = 2
print(d, d.a, d.b, type(d.copy()).__name__)
s = S("hi")
print(s, s.shout(), s + "x", type(s + "x").__name__, s == "hi", {s: 1}["hi"], len(s))
print(F(2.5) * 2, type(F(1)).__name__, F("1.5"), isinstance(F(1), float))
