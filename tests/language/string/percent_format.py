print("%s %r %a" % ("é", "é", "é"))
print("%d %5d %-5d| %05d %+d % d %x %X %o %#x %#o" % (42, 42, 42, 42, 42, 42, 255, 255, 8, 255, 8))
print("%c %c %%" % ("x", 65))
print("%(a)s %(b)03d" % {"a": 1, "b": 2})
print("%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159))
print("%s" % (1,), "%s" % [1, 2], "%.3s|%5.1s|" % ("abcdef", "xyz"))
print("%d" % 3.9, "%i %u" % (True, 7))
for template, values in (("%d", "x"), ("%s %s", (1,)), ("%s", (1, 2)), ("%z", 1), ("%(a)s", 1), ("%c", "ab"), ("%", 1), ("%x", 1.5)):
    try:
        template % values
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
