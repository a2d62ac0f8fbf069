import gc


class Node:
    def __init__(self, value):
        self.value = value
        self.edges = []


def graph(n):
    nodes = [Node(i) for i in range(n)]
    for i, node in enumerate(nodes):
        node.edges += [nodes[(i * 7 + 1) % n], nodes[(i * 13 + 5) % n]]
    return nodes[0]


def reach(node):
    seen, todo = {node}, [node]
    while todo:
        for other in todo.pop().edges:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return len(seen)


root = graph(2000)
expected = reach(root)
for _ in range(20):
    graph(500)
    [str(i) * 3 for i in range(1000)]
    {i: (i, [i]) for i in range(300)}
gc.collect()
print(reach(root) == expected, root.value, len(root.edges))
table = {}
for i in range(20000):
    table[i % 100] = [i, {"k": (i, str(i))}]
print(sum(v[0] for v in table.values()), table[99][1]["k"])
