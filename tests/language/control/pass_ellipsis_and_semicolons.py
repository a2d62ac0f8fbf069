def f(): ...
def g(): pass
class C: ...
print(f(), g(), C.__name__); x = 1; y = 2
print(x, y)
if x: pass
while y: y -= 1; print(y)
for _ in (): ...
try: pass
finally: print("done")
