import sys

for _ in range(2):
    try:
        import _fails
    except ValueError as e:
        print(e, "_fails" in sys.modules)
