s = "hÉllo wÖrld ß ǆ"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
print("ΑΣ".lower(), "İ".lower() == "i̇", "ﬁ".upper(), "they're bill's".title(), "".upper(), "ABC".casefold(), "hello WORLD".capitalize())
