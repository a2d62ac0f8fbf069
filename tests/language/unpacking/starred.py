first, *rest = range(5)
print(first, rest)
*init, last = "abcd"
print(init, last)
a, *b, c = [1, 2]
print(a, b, c)
head, *(x, y) = 1, 2, 3
print(head, x, y)
(*all_of_them,) = ()
print(all_of_them)
