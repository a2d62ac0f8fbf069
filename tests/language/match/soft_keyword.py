match = 5
case = [1]
print(match, case, match + 1)
match[case] if False else None
print(match)
match = {"case": 1}
match["case"] = 2
print(match)


def match(x):
    return x


print(match(3))
match (1, 2):
    case 1, 2:
        print("statement")
match match:
    case case:
        print(case is match)
match 1, 2:
    case [x, *y]:
        print(x, y)
_ = "kept"
match 5:
    case _:
        print(_)
type = 3
print(type)
type X = int
print(X)
