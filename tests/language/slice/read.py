xs = list(range(10))
print(xs[2:5], xs[:3], xs[7:], xs[:], xs[-3:], xs[:-3], xs[::2], xs[1::3], xs[::-1], xs[8:2:-2])
print(xs[5:2], xs[100:], xs[-100:3], xs[3:100], xs[-1:-4:-1], xs[:0:-1])
print("abcdef"[1:4], "abcdef"[::-2], (1, 2, 3)[::2], range(10)[2:8:3], b"hello"[1:3])
print(xs[True:3], xs[None:2], xs[slice(1, 4)])
try:
    xs[::0]
except ValueError as e:
    print(e)
try:
    xs["a":]
except TypeError as e:
    print(e)
