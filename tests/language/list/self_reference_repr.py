xs = [1]
xs.append(xs)
print(xs)
d = {"a": 1}
d["self"] = d
d["list"] = [d]
print(d)
t = ([],)
t[0].append(t)
print(t)
