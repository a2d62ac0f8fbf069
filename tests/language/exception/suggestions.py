import traceback


def last_line(f):
    try:
        f()
    except Exception as e:
        print(traceback.format_exception_only(e)[-1], end="")


class Thing:
    colour = 1

    def method(self):
        return colour

    def __init__(self):
        self.length = 5


def local():
    counter = 1
    return conter


last_line(lambda: Thing().color)
last_line(lambda: Thing().lenght)
last_line(lambda: Thing().zzzzz)
last_line(Thing().method)
last_line(local)
last_line(lambda: pritn)
last_line(lambda: "".uper())
last_line(lambda: time.sleep)
last_line(lambda: Thing(lenth=1))
last_line(lambda: sorted([], revers=1))
