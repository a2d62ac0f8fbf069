# What lies at paths.
from pathlib import *
import os, fnmatch
def t(f, *a, **k):
    try: r = f(*a, **k); print(repr(r))
    except BaseException as e: print(type(e).__name__, e)
os.mkdir("pltest"); os.chdir("pltest")
d = Path("dir"); d.mkdir(); t(d.mkdir); t(d.mkdir, exist_ok=True); t(Path("a/b/c").mkdir); t(Path("a/b/c").mkdir, parents=True)
f = d / "f.txt"; print(f.write_text("héllo\nx"), f.read_text(), f.read_bytes(), f.exists(), f.is_file(), f.is_dir(), d.is_dir(), f.stat().st_size); print((d / "g.bin").write_bytes(b"abc")); t(f.write_text, 5)
with f.open("a") as h: h.write("more")
print(f.read_text().splitlines()); (d / "sub").mkdir(); (d / "sub" / "h.txt").touch(); t((d / "sub" / "h.txt").touch, exist_ok=False)
print(sorted(d.iterdir()), sorted(d.glob("*.txt")), sorted(d.rglob("*.txt")), sorted(Path(".").glob("**/*.txt")), sorted(d.glob("*/")), sorted(Path(".").rglob("*")), sorted(d.glob("sub/h.*")), sorted(d.glob("**")), sorted(d.glob("[fg].*")))
t(lambda: list(d.glob("/x"))); t(lambda: list(d.glob("")))
print([(str(a), sorted(b), sorted(c)) for a, b, c in sorted(d.walk())])
t(f.rename, d / "r.txt"); t((d / "r.txt").replace, "top.txt"); print(Path("top.txt").exists()); t(Path("nope").unlink); t(Path("nope").unlink, missing_ok=True); Path("top.txt").unlink(); t(d.rmdir); t(Path("nope").read_text); t(Path("nope").stat)
(d / "l").symlink_to("g.bin"); print((d / "l").is_symlink(), (d / "l").readlink(), (d / "l").resolve().name, (d / "l").exists(), (d / "l").samefile(d / "g.bin"))
print(Path("dir/../dir/./g.bin").resolve() == Path.cwd() / "dir" / "g.bin", Path("x").absolute() == Path.cwd() / "x", Path.cwd().name)
print((d / "g.bin").copy("copied").read_bytes(), d.copy("dir2"), sorted(Path("dir2").rglob("*")), Path("copied").move("moved"), Path("moved").exists())
os.environ["HOME"] = "/home/me"; print(Path.home(), Path("~/x").expanduser(), Path("a~").expanduser())
os.chdir(".."); 
for root, ds, fs in os.walk("pltest", topdown=False):
    for x in fs: os.unlink(os.path.join(root, x))
    for x in ds: (os.unlink if os.path.islink(os.path.join(root, x)) else os.rmdir)(os.path.join(root, x))
os.rmdir("pltest")
