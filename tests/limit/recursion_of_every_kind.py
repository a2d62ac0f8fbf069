class C:
    def __getattr__(self, name):
        return self.other

    def __eq__(self, other):
        return self == other

    def __add__(self, other):
        return self + other

    def __call__(self):
        return self()

    def __getitem__(self, i):
        return self[i]

    def __iter__(self):
        return iter(self)

    def __bool__(self):
        return not self

    def __len__(self):
        return len(self)

    def __hash__(self):
        return hash(self)

    def __str__(self):
        return str(self)

    def __lt__(self, other):
        return self < other

    @property
    def p(self):
        return self.p

    def generator(self):
        yield from self.generator()


def mutual(n):
    return other(n)


def other(n):
    return [mutual(n) for _ in [0]][0]


def comprehension(n):
    return sum(comprehension(i) for i in [n])


def by_key(n):
    return sorted([n, n], key=by_key)


c = C()
for name, f in {
    "getattr": lambda: c.x, "eq": lambda: c == 1, "add": lambda: c + 1, "call": lambda: c(), "getitem": lambda: c[0],
    "iter": lambda: list(c), "bool": lambda: bool(c), "len": lambda: len(c), "hash": lambda: hash(c), "str": lambda: str(c),
    "lt": lambda: sorted([c, c]), "property": lambda: c.p, "generator": lambda: list(c.generator()), "mutual": lambda: mutual(1),
    "comprehension": lambda: comprehension(1), "key": lambda: by_key(1),
}.items():
    try:
        f()
        print(name, "no error")
    except RecursionError:
        print(name, "RecursionError")
