from math import nothing_there
