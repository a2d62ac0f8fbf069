class Never:
    def __eq__(self, other):
        print("eq")
        return False

    def __repr__(self):
        return "N"


n = Never()
print([n] == [n], n in [n], [n].index(n), [n].count(n))
print([n] == [Never()])
