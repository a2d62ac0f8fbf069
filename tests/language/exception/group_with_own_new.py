class Errors(ExceptionGroup):
    def __new__(cls, errors, exit_code):
        self = super().__new__(Errors, f"exit code: {exit_code}", errors)
        self.exit_code = exit_code
        return self

    def derive(self, excs):
        return Errors(excs, self.exit_code)


e = Errors([ValueError(1), KeyError(2)], 5)
print(e, e.exit_code, e.args, e.message, e.exceptions, repr(e))
match, rest = e.split(ValueError)
print(repr(match), match.exit_code, repr(rest))
print(repr(ExceptionGroup("list", [ValueError()])), repr(ExceptionGroup("tuple", (ValueError(),))))
for wrong in (
    lambda: e.split(5),
    lambda: e.subgroup(int),
    lambda: e.split((ValueError, 5)),
    lambda: ExceptionGroup("m", "ab"),
    lambda: ExceptionGroup(None, [ValueError()]),
    lambda: ExceptionGroup("m"),
    lambda: ExceptionGroup("m", [KeyboardInterrupt()]),
):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
