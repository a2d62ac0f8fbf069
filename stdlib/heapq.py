"""Heaps in lists: the smallest item first."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop",
           "heappush_max", "heappop_max", "heapify_max", "heapreplace_max", "heappushpop_max"]


def _sift_down(heap, start, pos):
    new = heap[pos]
    while pos > start:
        parent_pos = (pos - 1) >> 1
        parent = heap[parent_pos]
        if not new < parent:
            break
        heap[pos] = parent
        pos = parent_pos
    heap[pos] = new


def _sift_up(heap, pos):
    # The smaller child goes up all the way to a leaf; then the item finds its place from there.
    end, start, new = len(heap), pos, heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = new
    _sift_down(heap, start, pos)


def heappush(heap, item, /):
    heap.append(item)
    _sift_down(heap, 0, len(heap) - 1)


def heappop(heap, /):
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _sift_up(heap, 0)
        return first
    return last


def heapreplace(heap, item, /):
    first = heap[0]
    heap[0] = item
    _sift_up(heap, 0)
    return first


def heappushpop(heap, item, /):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sift_up(heap, 0)
    return item


def heapify(x, /):
    for i in reversed(range(len(x) // 2)):
        _sift_up(x, i)


def _sift_down_max(heap, start, pos):
    new = heap[pos]
    while pos > start:
        parent_pos = (pos - 1) >> 1
        parent = heap[parent_pos]
        if not parent < new:
            break
        heap[pos] = parent
        pos = parent_pos
    heap[pos] = new


def _sift_up_max(heap, pos):
    end, start, new = len(heap), pos, heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = new
    _sift_down_max(heap, start, pos)


def heappush_max(heap, item, /):
    heap.append(item)
    _sift_down_max(heap, 0, len(heap) - 1)


def heappop_max(heap, /):
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _sift_up_max(heap, 0)
        return first
    return last


def heapreplace_max(heap, item, /):
    first = heap[0]
    heap[0] = item
    _sift_up_max(heap, 0)
    return first


def heappushpop_max(heap, item, /):
    if heap and item < heap[0]:
        item, heap[0] = heap[0], item
        _sift_up_max(heap, 0)
    return item


def heapify_max(x, /):
    for i in reversed(range(len(x) // 2)):
        _sift_up_max(x, i)


class _Reversed:
    """An entry that is smaller when it is larger."""

    __slots__ = ("key", "order")

    def __init__(self, key, order):
        self.key, self.order = key, order

    def __lt__(self, other):
        if other.key < self.key:
            return True
        if self.key < other.key:
            return False
        return self.order < other.order


def merge(*iterables, key=None, reverse=False):
    def entry(value, order, step):
        rank = value if key is None else key(value)
        return [_Reversed(rank, order) if reverse else _Ranked(rank, order), value, step]

    heap = []
    for order, it in enumerate(map(iter, iterables)):
        for value in it:
            heap.append(entry(value, order, it))
            break
    heap.sort(key=lambda e: e[0])
    while heap:
        first = heap[0]
        yield first[1]
        order, it = first[0].order, first[2]
        for value in it:
            heap[0] = entry(value, order, it)
            break
        else:
            heap[0] = heap[-1]
            heap.pop()
        if heap:
            _settle(heap)


class _Ranked:
    __slots__ = ("key", "order")

    def __init__(self, key, order):
        self.key, self.order = key, order

    def __lt__(self, other):
        if self.key < other.key:
            return True
        if other.key < self.key:
            return False
        return self.order < other.order


def _settle(heap):
    pos, end = 0, len(heap)
    while True:
        child = 2 * pos + 1
        if child >= end:
            return
        if child + 1 < end and heap[child + 1][0] < heap[child][0]:
            child += 1
        if not heap[child][0] < heap[pos][0]:
            return
        heap[pos], heap[child] = heap[child], heap[pos]
        pos = child


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
