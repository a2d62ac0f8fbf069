print(chr(65), chr(0x20AC), chr(0x10FFFF) == "\U0010FFFF", ord("a"), ord("€"), ord("\U0001F600"), ord(b"a"), repr(chr(0)), repr(chr(0xD800)))
for wrong in (lambda: chr(-1), lambda: chr(0x110000), lambda: chr(1.5), lambda: ord("ab"), lambda: ord(""), lambda: ord(5)):
    try:
        wrong()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
