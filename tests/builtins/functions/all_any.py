print(all([]), all([1, 2]), all([1, 0]), any([]), any([0, 1]), any([0, None]))


def say(x):
    print("say", x)
    return x


print(all(say(x) for x in (1, 0, 2)), any(say(x) for x in (0, 1, 2)))
print(all("ab"), any({}), all({"": 1}), any(range(1)))
try:
    all(5)
except TypeError as e:
    print(e)
