a = []
print(a is a, a is not a, [] is [], a is [])
print(None is None, ... is Ellipsis, True is (1 == 1))
print(2 in [1, 2], 3 not in (1, 2), "b" in "abc", "" in "", "k" in {"k": 0}, 1 in {1.0})
print(float("nan") in [float("nan")])
nan = float("nan")
print(nan in [nan], nan == nan, [nan] == [nan])
