class Show:
    def __getitem__(self, key):
        return key


s = Show()
print(s[1:2], s[::], s[1:2:3], s[1:2, 3], s[..., None], s[:, 1:], s["a":"b"])
print(s[()], s[1,], s[*[1, 2]], s[0, *"ab", 1])
sl = slice(1, 10, 2)
print(sl.start, sl.stop, sl.step, sl.indices(5), slice(None).indices(3), slice(-1, None, -1).indices(4))
print(sl == slice(1, 10, 2), slice(3), repr(slice("a")))
print(hash(slice(1)) == hash(slice(1)))
