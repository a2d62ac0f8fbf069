s = "héllo wörld"
print(s[0], s[-1], s[1], s[7], len(s))
print(list("aé😀"), [ord(c) for c in "aé😀"])
print("".join(reversed(s)))
for wrong in (11, -12, "0", 1.0, None):
    try:
        s[wrong]
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e)
try:
    s[0] = "x"
except TypeError as e:
    print(e)
try:
    del s[0]
except TypeError as e:
    print(e)
