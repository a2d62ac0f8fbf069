class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        if not isinstance(other, P):
            return NotImplemented
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)


class Plain:
    pass


print(P(1) == P(1), P(1) != P(2), P(1) == 1, P(1) != 1, len({P(1), P(1), P(2)}), {P(3): "v"}[P(3)])
a = Plain()
print(a == a, a == Plain(), a != a, len({a, a, Plain()}), a in [Plain(), a])
print(P(1).__eq__(5), object().__eq__(5), (1).__eq__("a"), P(1).__ne__(P(1)))
