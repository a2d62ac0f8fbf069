def say(x):
    print("say", x)
    return x


g = (say(x) for x in range(3))
print("made")
print(next(g))
print(next(g))
print(list(g), list(g))
print(sum(x for x in range(4)), max((x for x in [1, 5, 2]), default=0), any(say(x) for x in range(5)))
print(type(g).__name__)
