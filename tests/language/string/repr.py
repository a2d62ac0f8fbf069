for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\t nl\n cr\r back\\slash", "\x00\x1f\x7f", "é\u200b\xa0", "\U0001F600", "\ud800", "", "\x80\xad"):
    print(repr(s))
print(ascii("é\U0001F600\ud800"), str("é"))
print([1, "a\n", 'q"'], {"k'": "v"})
