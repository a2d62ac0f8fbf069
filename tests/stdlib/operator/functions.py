import operator as op

print(op.add(1, 2), op.mul(3, 4), op.neg(5), op.lt(1, 2), op.contains([1], 1), op.getitem({"a": 1}, "a"), op.itemgetter(1)("abc"), op.itemgetter(0, -1)([1, 2, 3]), op.attrgetter("real")(5), op.methodcaller("upper")("a"), op.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(sorted([(2, "a"), (1, "b")], key=op.itemgetter(1)), op.truth([]), op.not_(1), op.concat("a", "b"), op.floordiv(7, 2), op.xor(5, 3), op.index(True), op.is_(None, None), op.attrgetter("__class__.__name__")(1.5))
