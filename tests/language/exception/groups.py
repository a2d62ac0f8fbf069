eg = ExceptionGroup("many", [ValueError("a"), TypeError("b"), ExceptionGroup("inner", [ValueError("c"), KeyError("d")])])
print(eg, repr(eg), eg.message, len(eg.exceptions))
match, rest = eg.split(ValueError)
print(repr(match), repr(rest))
print(repr(eg.subgroup((TypeError, KeyError))), eg.subgroup(OSError), eg.split(lambda e: "a" in str(e))[0])
print(isinstance(eg, Exception), isinstance(BaseExceptionGroup("b", [ValueError()]), ExceptionGroup), type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for args in (("m", []), ("m", [1]), (5, [ValueError()]), ("m", ValueError()), ("m",)):
    try:
        ExceptionGroup(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    ExceptionGroup("m", [KeyboardInterrupt()])
except TypeError as e:
    print(e)


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message + "!", excs)


print(repr(MyGroup("x", [ValueError(1), KeyError(2)]).subgroup(KeyError)))
