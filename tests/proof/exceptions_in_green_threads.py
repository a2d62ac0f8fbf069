# Each thread handles its own exception, though they are switched in the middle of it.
import sys
import threading
import time

wrong = []


def work(n):
    for i in range(20):
        try:
            raise ValueError(n, i)
        except ValueError as e:
            time.sleep(0.0005)
            spin = sum(range(500))
            if sys.exc_info()[1] is not e or e.args != (n, i) or e.__context__ is not None:
                wrong.append((n, i))
            try:
                raise KeyError(n)
            except KeyError as inner:
                if inner.__context__ is not e:
                    wrong.append(("context", n, i))
        if sys.exc_info()[1] is not None:
            wrong.append(("left", n, i))


threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(wrong)
