a, b = {1, 2, 3}, {2, 3, 4}
print(a | b, a & b, a - b, a ^ b)
print(a <= b, {2} < a, a >= {1, 2, 3}, a > {1}, a < a, a <= a, {5}.isdisjoint(a))
a |= {9}
a &= {1, 2, 9}
a -= {9}
a ^= {2, 7}
print(a)
print(type({1} | frozenset({2})).__name__, type(frozenset({1}) | {2}).__name__)
try:
    {1} | [2]
except TypeError as e:
    print(e)
try:
    {1} < [2]
except TypeError as e:
    print(e)
print({1} == [1], {1}.union([2], (3,)), {1, 2}.intersection([2], {2, 3}))
