def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def count(n):
    i = total = 0
    while i < n:
        total += i * 2
        i += 1
    return total


def sieve(n):
    flags = [True] * (n + 1)
    for i in range(2, n + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return sum(flags)


def mandelbrot(cr, ci, limit):
    zr = zi = 0.0
    n = 0
    while n < limit and zr * zr + zi * zi <= 4.0:
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        n += 1
    return n == limit


def pairs(text):
    for i, word in enumerate(text.split()):
        if not word:
            continue
        if word[0] == "#" or i > 10:
            break
        print(word)
    else:
        return text


def forever():
    while True:
        if step() is None:
            return
