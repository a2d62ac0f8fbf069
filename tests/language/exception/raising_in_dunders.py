class Bad:
    def __repr__(self):
        raise ValueError("repr")

    def __eq__(self, other):
        raise ValueError("eq")

    def __hash__(self):
        raise ValueError("hash")

    def __iter__(self):
        raise ValueError("iter")

    def __bool__(self):
        raise ValueError("bool")

    def __getattr__(self, name):
        raise ValueError("getattr " + name)

    def __len__(self):
        raise ValueError("len")

    def __add__(self, other):
        raise ValueError("add")

    def __lt__(self, other):
        raise ValueError("lt")

    def __contains__(self, x):
        raise ValueError("contains")


b = Bad()
for f in (
    lambda: repr([b]), lambda: b == 1, lambda: {b: 1}, lambda: list(b), lambda: not b, lambda: b.x,
    lambda: len(b), lambda: b + 1, lambda: sorted([b, b]), lambda: 1 in b, lambda: b and 1, lambda: f"{b}",
    lambda: [b].index(1), lambda: max(b, b), lambda: hasattr(b, "x"), lambda: [1 for _ in b], lambda: {1: 2}[b],
    lambda: "".join(b), lambda: dict.fromkeys([b]), lambda: 1 if b else 2, lambda: print(b), lambda: min([b, b]),
):
    try:
        f()
    except ValueError as e:
        print(e)
