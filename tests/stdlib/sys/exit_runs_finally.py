import sys

try:
    try:
        sys.exit(2)
    finally:
        print("finally")
except SystemExit as e:
    print(repr(e), e.code)
try:
    sys.exit()
except SystemExit as e:
    print(e.code)
try:
    sys.exit("message")
except SystemExit as e:
    print(e.code, e)
try:
    exit_is_builtin = exit
    raise SystemExit(5)
except Exception:
    print("never")
except BaseException as e:
    print(e.code)
