print("ab" + "cd", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1)
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "é" > "z", "\uffff" < "\U00010000")
print("a" == "a", "a" != "b", "A" == "a", "" < "a")
s = ""
for i in range(5):
    s += str(i)
print(s)
