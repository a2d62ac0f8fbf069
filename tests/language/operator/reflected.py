class Left:
    def __add__(self, other):
        print("Left.__add__")
        return NotImplemented


class Right:
    def __radd__(self, other):
        print("Right.__radd__")
        return "right"


class Sub(Left):
    def __radd__(self, other):
        print("Sub.__radd__")
        return "sub"


print(Left() + Right())
print(Left() + Sub())
print(1 + Right())
try:
    Left() + 1
except TypeError as e:
    print(e)
try:
    Left() + Left()
except TypeError as e:
    print(e)
