xs = [3, 1, 2]
print(xs.sort(), xs, xs.reverse(), xs)
xs.sort(key=lambda x: (x % 2, x))
print(xs)
xs.sort(reverse=True)
print(xs)
words = ["b", "A", "c"]
words.sort(key=str.lower)
print(words)
try:
    [1, "a"].sort()
except TypeError as e:
    print(e)
try:
    [1].sort(lambda x: x)
except TypeError as e:
    print(e)


def nasty(x):
    xs.append(x)
    return x


try:
    xs.sort(key=nasty)
except ValueError as e:
    print(e)
print(sorted(xs))


def fails(x):
    raise KeyError("in key")


try:
    xs.sort(key=fails)
except KeyError as e:
    print(e, len(xs) > 0)
