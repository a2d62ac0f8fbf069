class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def pairs(self):
        yield self.value, len(list(self))


t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, Tree(5)))
print(list(t), list(t.pairs()), max(t), 5 in t, sorted(t, reverse=True))
print(*(x for x in t if x % 2))
a, b, *rest = t
print(a, b, rest)
