import sys
for n in (900, 4000):
    print(eval('+'.join(['1'] * n)), eval('+'.join(['x'] * n), {'x': 1}))
    exec('def f(x): return ' + '+'.join(['x'] * n), ns := {}); print(ns['f'](2))
    exec('y = ' + ' + '.join(["'a'"] * n)); print(len(y))
    class C: pass
    c = C(); c.c = c
    print(eval('c' + '.c' * n) is c)
    print(eval('f' + '()' * n, {'f': (lambda: (lambda s: s(s))(lambda s: lambda: s(s)))()}) is not None)
    print(eval('x' + '[0]' * n, {'x': (l := [], l.append(l))[0]}) is l)
    exec('z = [0]\nz[0] = ' + '-'.join(['x'] * n), {'x': 1})
    exec('if ' + '+'.join(['x'] * n) + ': pass', {'x': 1})
    print(eval('1' + '*1' * n), eval('x' + '*x' * n, {'x': 1}), eval('(x' + '|x' * n + ') and 5', {'x': 1}))
    exec('x = 0\nx' + ' = x' * (n//5), {})
    s = 'lambda: ' + '+'.join(['x'] * n); eval(s, {'x': 1})()
    exec('assert ' + '+'.join(['x'] * n), {'x': 1})
    exec('for i in [' + '+'.join(['x'] * n) + ']: pass', {'x': 1})
    exec('x: ' + '|'.join(['int'] * n) + ' = 1', {})
    print(eval(f"f'{{{'+'.join(['x'] * n)}}}'", {'x': 1}))
print('end')
