n = 3
while n:
    n -= 1
else:
    print("finished", n)
while True:
    n += 1
    if n == 2:
        continue
    if n > 3:
        break
    print(n)
else:
    print("never")
while n > 100:
    pass
else:
    print("never entered")
