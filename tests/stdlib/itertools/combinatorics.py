from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("ab", [])))
print(list(permutations([1, 2, 3], 2)), len(list(permutations(range(5)))), list(permutations("ab")), list(permutations([1], 2)))
print(list(combinations("abc", 2)), list(combinations([1], 2)), list(combinations_with_replacement("ab", 2)), list(combinations("ab", 0)))
try:
    combinations("ab", -1)
except ValueError as e:
    print(e)
