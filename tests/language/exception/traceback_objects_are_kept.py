def f():
    raise ValueError


try:
    f()
except ValueError as e:
    caught = e
tb = caught.__traceback__
print(tb is caught.__traceback__, tb.tb_next is caught.__traceback__.tb_next)
try:
    raise caught
except ValueError as e:
    print(e.__traceback__ is not tb, e.__traceback__.tb_next is tb)
print(caught.with_traceback(tb).__traceback__ is tb)
group = ExceptionGroup("g", [caught, TypeError()])
try:
    raise group
except* ValueError as part:
    print(part.__traceback__ is group.__traceback__)
except* TypeError:
    pass
