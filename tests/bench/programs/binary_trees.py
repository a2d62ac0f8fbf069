class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def check(node):
    if node.left is None:
        return 1
    return 1 + check(node.left) + check(node.right)


def run(depth):
    total = check(make(depth + 1))
    kept = make(depth)
    for d in range(4, depth + 1, 2):
        for _ in range(1 << (depth - d + 4)):
            total += check(make(d))
    return total + check(kept)


print(run(14))
