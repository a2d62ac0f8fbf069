s = "naïve café 日本語 😀!"
print(len(s), s[11], s[-2], s[12:14], s.index("語"), s.upper(), s.split(), s.center(24, "·"), s[::-1], s.count("a"))
print([s[i] for i in range(0, len(s), 4)], s.find("😀"), s.replace("日本", "JP"), s.encode()[:8], s.rfind("é"), s.startswith("naï"), s.partition("日"))
print("é" == "e\u0301", len("e\u0301"), "ß".upper(), sorted("éaz"), "😀" > "z", ord("😀"), "%5s|%-5s|" % ("日", "é"), f"{'日':>4}|{'😀':^5}|")
big = "añb" * 10000
print(len(big), big[15000], big[29999], big.count("ñ"), big.find("ñb", 20000), big[14998:15002])
