import os

os.environ["TAIPAN_TEST"] = "x"
print(os.environ["TAIPAN_TEST"], os.environ.get("TAIPAN_NOPE"), os.getenv("TAIPAN_TEST"), os.getenv("TAIPAN_NOPE", "d"), "TAIPAN_TEST" in os.environ)
del os.environ["TAIPAN_TEST"]
try:
    os.environ["TAIPAN_TEST"]
except KeyError as e:
    print(repr(e))
print(os.sep, os.linesep == "\n", os.name, os.getpid() > 0, os.getcwd() == os.path.abspath("."), os.cpu_count() >= 1, len(os.urandom(8)), os.curdir, os.pardir, os.devnull)
