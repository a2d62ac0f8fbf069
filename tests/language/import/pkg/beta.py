print("beta")
b = "b"
