print(format(3.14159, ".2f"), format(255, "x"), format("a", ">5"), format(None), format([1]), format(1234567, ","), format(True, "d"))
try:
    format(1, 5)
except TypeError as e:
    print(e)
