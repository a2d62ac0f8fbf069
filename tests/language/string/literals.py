print("a'b", 'a"b', "a\"b", 'a\'b')
print("""three
lines "quoted"
""", end="")
print("\x41\u00e9\U0001F600\101\0".encode())
print(r"raw\n\d", R'\'', rb"\x", b"\x00\xff")
print("con" "cat" 'enated'
      " over lines")
print("line \
continued")
print(len("\N{GREEK SMALL LETTER ALPHA}"), "tab\tnew\\n", "\a\b\f\v\r".encode())
