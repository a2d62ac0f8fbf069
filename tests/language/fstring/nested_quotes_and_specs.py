d = {"key": "v"}
width, precision = 10, 3
print(f"{d["key"]}", f"{f"{f"{1 + 1}"}"}")
print(f"{3.14159:{width}.{precision}f}|{"x":{"*"}^{width}}|")
print(f"{'a' if d else "b"!r:>{len("12345")}}")
print(f"{
    width  # a comment
    + 1
}")
print(f'''{
    d["key"]
}''')
