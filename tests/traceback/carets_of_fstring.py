name = "n"
print(f"a {name} b {name.missing!r:>10} c")
