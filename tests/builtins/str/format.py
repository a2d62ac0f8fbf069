print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b!r} {c:>5}".format(a=1, b="q", c=2), "{{}} {}".format(5), "{:{w}.{p}f}".format(3.14159, w=8, p=2))
print("{0[1]} {0[k]} {1.real} {d[a]}".format({1: "one", "k": "v"}, 5, d={"a": 3}), "{!s} {!r} {!a}".format("é", "é", "é"), "{:d} {:x} {:>3}".format(5, 255, "a"), "{0:{1}}".format("z", ">4"), "{x.y[0]}".format(x=type("T", (), {"y": [7]})))
print("{a} {b}".format_map({"a": 1, "b": 2}), "".format(), "{:%}".format(0.5), "{!r:>6}".format("a"))
for template, args in (("{} {}", (1,)), ("{0} {}", (1,)), ("{} {0}", (1,)), ("{a}", ()), ("{", ()), ("}", ()), ("{0[x}", ([1],)), ("{0.nope}", (1,)), ("{!z}", (1,)), ("{0!}", (1,)), ("{:Q}", (1,)), ("{0[5]}", ([1],)), ("{-1}", (1,))):
    try:
        print(template.format(*args))
    except (IndexError, KeyError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
