import _cycle_a

print(_cycle_a.x)
