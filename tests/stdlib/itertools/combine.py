from itertools import accumulate, batched, chain, compress, dropwhile, filterfalse, pairwise, starmap, takewhile, zip_longest
import operator

print(list(chain("ab", [1], ())), list(chain.from_iterable(["ab", "c"])), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([]))) 
print(list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(takewhile(lambda x: x < 3, [1, 3, 2])), list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1])), list(starmap(pow, [(2, 3), (3, 2)])))
print(list(pairwise("abcd")), list(pairwise("a")), list(batched("abcdefg", 3)), list(zip_longest("ab", [1], fillvalue="-")), list(zip_longest("ab", "")), list(batched([], 2)))
for wrong in (lambda: list(batched("ab", 0)), lambda: list(batched("abc", 2, strict=True)), lambda: list(starmap(pow, [1])), lambda: list(chain(5)), lambda: zip_longest("a", foo=1)):
    try:
        wrong()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
