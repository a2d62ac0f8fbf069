e = ValueError("first line\nsecond line")
e.add_note("note one")
e.add_note("note two\nhas two lines")
raise e
