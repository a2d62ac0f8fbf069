a, b = 1, "x"
print(f"{a=} {b=} {a + 1 = } {a=:>5} {b=!r:^7}|")
print(f"{ a = }", f"{len(b)=}", f"{a==1=}", f"{(a := 5)=}")
