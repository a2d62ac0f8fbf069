def run(n):
    text = ""
    words = []
    for i in range(n):
        word = "w" + str(i * 7919 % 1000)
        words.append(word)
        text += word[1:] + " "
    joined = ",".join(words)
    upper = joined.upper().replace("W1", "x")
    counts = 0
    for part in upper.split(","):
        if part.startswith("x"):
            counts += 1
        elif "99" in part:
            counts += 2
    return len(text), len(upper), counts


print(*run(300_000))
