class Default(dict):
    def __missing__(self, key):
        print("missing", key)
        return key * 2


d = Default(a=1)
print(d["a"], d["b"], d.get("c"), "b" in d, len(d))
