if __name__ == "__main__":
    print("main")
print(__name__, __doc__, __file__.rsplit("/")[-1], __package__)
