print("starting")
raise ValueError("while importing")
