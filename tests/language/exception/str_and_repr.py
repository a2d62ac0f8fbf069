for e in (ValueError(), ValueError("a"), ValueError("a", "b"), KeyError("k"), KeyError(), KeyError(1, 2), KeyError(""), OSError(1, "x"), Exception(None), Exception([1]), StopIteration(5), IndexError("i"), AssertionError("z"), UnicodeError("u"), ExceptionGroup("g", [ValueError(1)])):
    print(repr(e), "|", str(e), "|", e.args)
print(ValueError("a") == ValueError("a"), isinstance(ValueError(), Exception), Exception("é\n"))
