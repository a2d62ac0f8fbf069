print("alpha", __name__, __package__)
from . import beta

a = "a" + beta.b
