def v(x):
    print("eval", x)
    return x


print(f"{v(1)} {v(2):{v(5)}} {v('a')!r:>{v(4)}}")
