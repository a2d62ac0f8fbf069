# a comment
if True:
  # odd indent
      # odder comment
  print("two spaces")
  if True:
          print("ten")
# dedented comment
  print("still in")
else:
	print("tab")


def f():
    """Docstring."""
    # only a comment below
    return 1
    # trailing


print(f(), f.__doc__)
