print("b starts")
import _cycle_a

print("b sees x:", hasattr(_cycle_a, "x"))
try:
    from _cycle_a import x
except ImportError as e:
    print(str(e).split(" (")[0])
y = "b.y"
