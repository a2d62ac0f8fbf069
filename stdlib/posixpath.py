"""Paths of systems like this one: os.path by its other name."""
import sys

import os.path

sys.modules[__name__] = os.path
