class Node:
    def __init__(self, next):
        self.next = next


head = None
for _ in range(300_000):
    head = Node(head)
n = 0
node = head
while node:
    n += 1
    node = node.next
print(n)
head = node = None
x = None
for _ in range(300_000):
    x = (x,)
x = None
import gc

gc.collect()
print("dropped")
