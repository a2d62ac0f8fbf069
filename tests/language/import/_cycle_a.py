print("a starts")
import _cycle_b

x = "a.x"
print("a sees", _cycle_b.y)
