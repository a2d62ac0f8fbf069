x = [1, 2, 3]
y = 5 + x.index(9) * 2
