import os.path
from os.path import basename, commonprefix, dirname, expanduser, isabs, join, normpath, relpath, split, splitext

print(join("a", "b", "c.txt"), join("a", "/b"), join("a/", "b"), join("", "b"), join("a", ""), basename("/x/y.txt"), dirname("/x/y.txt"), split("/x/y"), split("/x/"), splitext("a.tar.gz"), splitext(".bashrc"), splitext("a.b/c"))
print(isabs("/x"), isabs("x"), normpath("a/./b/../c//d"), normpath(""), normpath("/.."), relpath("/a/b/c", "/a/d"), commonprefix(["/abc", "/abd"]), os.path.commonpath(["/a/b", "/a/c"]), os.path.abspath("/x/../y"), os.path.exists("/no/such"), basename("x/"))
try:
    join("a", 5)
except TypeError as e:
    print(e)
