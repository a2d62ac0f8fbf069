import sys
import traceback


def f():
    raise ValueError("formatted")


try:
    f()
except ValueError as e:
    traceback.print_exc()
    print(traceback.format_exc().splitlines()[-1])
    print("".join(traceback.format_exception(e)).count("File"), traceback.format_exception_only(e))
    traceback.print_exception(e, file=sys.stdout)
    traceback.print_tb(e.__traceback__, file=sys.stdout)
    print(traceback.format_list(traceback.extract_tb(e.__traceback__)) == traceback.format_tb(e.__traceback__))
