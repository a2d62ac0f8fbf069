path = "written.txt"
open(path, "w").write("hi")
print(open(path).read())
with open(path, "a") as f:
    f.write(" there")
print(open(path).read(), [line for line in open(path)])
