import os

os.mkdir("d")
os.makedirs("e/f/g", exist_ok=True)
with open("d/a.txt", "w") as f:
    f.write("hello")
print(sorted(os.listdir(".")), os.listdir("d"), os.path.exists("d/a.txt"), os.path.isdir("d"), os.path.isfile("d/a.txt"), os.path.getsize("d/a.txt"), os.stat("d/a.txt").st_size)
os.rename("d/a.txt", "d/b.txt")
print(os.listdir("d"), [(e.name, e.is_file()) for e in os.scandir("d")])
for wrong in (lambda: os.remove("nope"), lambda: os.mkdir("d"), lambda: os.rmdir("d"), lambda: os.listdir("nope"), lambda: os.rename("x", "y"), lambda: open("d"), lambda: open("no/such/file", "w")):
    try:
        wrong()
    except OSError as e:
        print(type(e).__name__, e, e.errno, e.filename)
os.remove("d/b.txt")
os.rmdir("d")
print(os.path.exists("d"), [(r, sorted(ds), fs) for r, ds, fs in os.walk("e")])
