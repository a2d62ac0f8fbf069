print(list[int], dict[str, list[int]], tuple[int, ...], int | None, int | str | list[int])
print(isinstance(5, int | str), isinstance([], int | str), issubclass(bool, int | str))
print(list[int]([1, 2]), (int | str) == (str | int), type(int | str).__name__)
try:
    isinstance([], list[int])
except TypeError as e:
    print(e)
try:
    int | 5
except TypeError as e:
    print(e)
