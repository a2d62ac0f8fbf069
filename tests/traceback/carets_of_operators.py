def f(x):
    return (1 + 2) * (
        x["a"] + x["b"]
    )


f({"a": 1, "b": "two"})
