"a" 'b' """c
d""" r"\e" u"\u0041"
b"\x00" rb"\x00"
f"a{b!r:>{w}.{p}f}{{}}{c=}{d = !s}" "e" rf"\{f}"
t"{a} and { b :x}"
f"{'nested' f'{x}'}" f'''{
  x  # comment
}'''
0xff, 1_000, 99999999999999999999, 1.5e3, 2j, ...
