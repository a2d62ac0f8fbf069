def index():
    print("index")
    return 0


def items():
    print("items")
    return xs


xs = [10]
items()[index()] += 5
print(xs)
items()[index()] **= 2
print(xs)
