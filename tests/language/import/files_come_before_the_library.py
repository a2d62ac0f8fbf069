import os
import sys

with open("queue.py", "w") as file:
    file.write("mine = 'mine'\n")
sys.path.insert(0, os.getcwd())
import queue
import math

print(queue.mine, hasattr(queue, "Queue"), math.pi)
