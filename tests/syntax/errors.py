def f(a=1, b):
    return a b
if x = 3:
    print "x"
class C
    x = [1 2]
for 1 in y:
    z = (1 +
while True:
pass
try:
    a
b = 1
else if c:
    f(a=1, 2)
