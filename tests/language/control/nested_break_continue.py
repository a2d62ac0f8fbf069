out = []
for i in range(4):
    for j in range(4):
        if j == i:
            continue
        if j > 2:
            break
        out.append((i, j))
    else:
        out.append("else")
    if i == 2:
        break
print(out)
