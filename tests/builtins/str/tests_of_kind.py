for s in ("abc", "ABC", "123", "a1", " ", "", "é", "½", "²", "٣", "Title Case", "x y", "\n", "_a", "1a", "for", "Ⅷ", "aB", "\x7f"):
    print(repr(s), [getattr(s, "is" + n)() for n in "alpha digit decimal numeric alnum space upper lower title identifier printable ascii".split()])
