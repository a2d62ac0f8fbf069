def a(x):
    def b(y):
        def c(z):
            nonlocal x

            def d():
                nonlocal y
                x_before = x
                y += 1
                return x_before, y, z

            x += 10
            return d

        return c

    return b


b = a(1)
c = b(2)
d1, d2 = c(3), c(4)
print(d1(), d2(), d1(), c(5)())
