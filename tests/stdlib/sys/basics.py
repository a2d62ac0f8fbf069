import sys

print(sys.argv[1:], sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 14), sys.maxsize == 2**63 - 1, sys.byteorder, sys.getrecursionlimit(), sys.implementation.name != "", sys.platform)
print("sys" in sys.modules, isinstance(sys.path, list), sys.stdout.write("written\n"), sys.stdout.flush(), sys.float_info.max, sys.float_info.epsilon, sys.maxunicode, sys.getdefaultencoding(), sys.hash_info.width)
print(sys.exc_info(), sys.exception(), sys.stdin.read(), sys.getsizeof([]) > 0, sys.intern("abc") is sys.intern("abc"), sys.flags.debug)
sys.stderr.write("to stderr\n")
