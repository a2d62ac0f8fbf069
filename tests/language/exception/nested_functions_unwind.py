def level(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        level(n - 1)
    finally:
        print("unwind", n)


try:
    level(3)
except ValueError as e:
    print(e)


def catches_at(n, k):
    if n == 0:
        raise KeyError(k)
    if n == k:
        try:
            catches_at(n - 1, k)
        except KeyError as e:
            return f"caught {e} at {n}"
    return catches_at(n - 1, k)


print(catches_at(5, 3))
