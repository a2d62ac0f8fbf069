total = 1 + \
    2 + \
    3
print(total)
values = [
    1,  # one

    2,

    # three
    3,
]
print(values)
if (total > 1
        and values):
    print("joined")
def f(a,
      b=2,
      *, c=3,
      ): return a + b + c
print(f(
    1,
))
x = ("a"
     "b")
print(x)
