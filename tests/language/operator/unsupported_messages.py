pairs = [
    lambda: 1 + "a",
    lambda: "a" + 1,
    lambda: [1] + (2,),
    lambda: (1,) + [2],
    lambda: "a" - "b",
    lambda: {} | 1,
    lambda: 1 < "a",
    lambda: [] >= {},
    lambda: None + None,
    lambda: "a" * "b",
    lambda: [1] * 1.5,
    lambda: 2 ** "x",
    lambda: b"a" + "b",
    lambda: "a" + b"b",
    lambda: 1 << 1.0,
    lambda: {1} + {2},
    lambda: object() < object(),
    lambda: 1 in 2,
    lambda: "a" in 1,
    lambda: 1 in "a",
    lambda: "%d" % "x",
    lambda: divmod("a", 1),
    lambda: pow("a", 1),
]
for operation in pairs:
    try:
        print(operation())
    except TypeError as e:
        print(e)
