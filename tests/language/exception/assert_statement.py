assert True
assert 1, "not evaluated" + undefined if False else "fine"
try:
    assert False
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert 0, "message"
except AssertionError as e:
    print(repr(e))
try:
    assert [], ("a", "tuple")
except AssertionError as e:
    print(repr(e))


def expensive():
    print("evaluated")
    return "msg"


assert 1, expensive()
try:
    assert 0, expensive()
except AssertionError as e:
    print(e)
