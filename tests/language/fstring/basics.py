name, n, x = "world", 42, 3.14159
print(f"hello {name}!", f"{n}", f"{n:5d}|{n:<5}|{n:^5}|{n:>5}|{n:05}", f"{x:.2f}")
print(f"{name!r} {name!s} {name!a} {'é'!a}", f"{{literal}} {{{n}}}")
print(f"{n + 1} {n * 2:x} {n if n else 0} {[i for i in range(3)]} {(lambda v: v + 1)(1)}")
print(f"{name.upper()} {name[0]} {name[1:3]}", f"{'nested'}")
print(f"a" "b" f"{n}" 'c', rf"\n{n}", f"", f"{n!r:>6}|")
