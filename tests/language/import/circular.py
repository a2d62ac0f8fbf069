import _round_package.first

print(_round_package.first.value)
