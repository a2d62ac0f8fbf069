nan, inf = float("nan"), float("inf")
print(nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan)
print(inf > 10**1000, -inf < -(10**1000), inf == inf, inf - 1 == inf)
print(max(nan, 1), max(1, nan), min(nan, 1), sorted([3, 1, 2]))
print(inf * 0, inf / inf, -inf, abs(-inf), 1 / inf, -1 / inf)
print(bool(nan), int(1e10), hash(inf), hash(-inf))
for convert in (nan, inf):
    try:
        int(convert)
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
