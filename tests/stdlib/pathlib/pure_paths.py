# Paths taken apart and put together, and names that match.
from pathlib import *
import os, fnmatch
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
for x in ["", ".", "/", "//a", "///a", "a", "a/b", "/a/b/", "a//b/./c", "../x", "a/..", ".bashrc", "a.tar.gz", "x.", "a/b.txt", "..", ".a.b", "a b"]:
    p = PurePath(x); print(repr(p), str(p), p.parts, repr(p.root), repr(p.anchor), repr(p.name), repr(p.stem), repr(p.suffix), p.suffixes, p.parent, list(p.parents), p.is_absolute())
p = PurePath("/usr/lib/python/re.py")
for f in ["p / 'x'", "'y' / PurePath('x')", "p / '/abs'", "p.joinpath('a', 'b')", "p.relative_to('/usr')", "p.relative_to('/etc')", "p.relative_to('/usr/bin', walk_up=True)", "p.is_relative_to('/usr')", "p.with_name('q')", "p.with_name('')", "p.with_name('a/b')", "p.with_stem('q')", "p.with_suffix('.txt')", "p.with_suffix('')", "p.with_suffix('txt')", "PurePath('/').with_name('x')", "p.match('*.py')", "p.match('python/*.py')", "p.match('/usr/*.py')", "p.full_match('/usr/**/*.py')", "p.full_match('*.py')", "p.match('')", "PurePath('a b').absolute()", "Path('/a b/ü').as_uri()", "Path('x').as_uri()", "p == PurePath('/usr/lib/python/re.py'), hash(p) == hash(PurePath('/usr/lib/python/re.py'))", "p < PurePath('/v')", "p < 'x'", "p == 'x'", "sorted([PurePath('b'), PurePath('a/c'), PurePath('a')])", "PurePath('a', 'b', PurePath('c'))", "PurePath('a', '/b')", "PurePath(5)", "PurePath(b'x')", "p / 5", "p.parents[0], p.parents[-1], len(p.parents), p.parents[0:2]", "p.parents[9]", "os.fspath(p)", "bytes(p)", "p.as_posix()", "type(Path('x')).__mro__", "isinstance(Path('x'), PurePath)", "PurePosixPath('x')", "repr(p.parents)", "Path.from_uri('file:///a%20b')", "str(Path('a') / '..' / 'b')", "isinstance(p, os.PathLike)"]: t(lambda: eval(f))
print(fnmatch.fnmatch("a.txt", "*.txt"), fnmatch.filter(["a.py", "b.txt", "c.py"], "*.py"), fnmatch.fnmatch("ab", "a?"), fnmatch.fnmatch("a[", "a["), fnmatch.fnmatch("b", "[!a]"), fnmatch.translate("*.py"), fnmatch.translate("a*b*c?[x-z]"), fnmatch.fnmatchcase("A", "a"), fnmatch.filterfalse(["a", "b"], "a"))
