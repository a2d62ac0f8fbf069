import warnings

print(complex(0.0, -0.0), complex(-0.0, 0.0), complex(-0.0, -0.0), complex(imag=-0.0), complex(0, -0.0))
print(complex(1j, 2), complex(1, 2j), complex(1 + 1j, 1 + 1j))
source = '''
if x is 1: pass
assert (x, "msg")
"abc"()
y = "\\d"
'''
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    compile(source, "f.py", "exec")
print(sorted((w.lineno, w.category.__name__, str(w.message)) for w in said))
