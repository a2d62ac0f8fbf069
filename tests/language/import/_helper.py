"""A module that tests import."""
print("helper runs as", __name__)
value = 1
_private = 2
names = []


def get():
    return value


def bump():
    global value
    value += 1
