def v(x):
    print(x, end=" ")
    return x


d = {v("a"): v(1), v("b"): v(2), **{v("c"): v(3)}, v("a"): v(4)}
print(d)
print({v(k): v(i) for i, k in enumerate("xy")})
