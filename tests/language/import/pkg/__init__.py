print("pkg init", __name__, __package__)
from .alpha import a

version = "1.0"
