grid = [[0] * 2] * 3
grid[0][0] = 1
print(grid)
grid = [[0] * 2 for _ in range(3)]
grid[0][0] = 1
print(grid)
try:
    [0] * (2**62)
except MemoryError:
    print("MemoryError")
try:
    [0] * (2**70)
except OverflowError as e:
    print(e)
