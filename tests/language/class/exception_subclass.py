class AppError(Exception):
    def __init__(self, code, message="default"):
        super().__init__(message)
        self.code = code


class NotFound(AppError):
    pass


try:
    raise NotFound(404, "gone")
except AppError as e:
    print(type(e).__name__, e, e.code, e.args, repr(e))
try:
    raise AppError(1)
except AppError as e:
    print(e)


class Plain(ValueError):
    pass


print(repr(Plain("a", 1)), str(Plain()), str(Plain("x")), str(Plain(1, 2)))


class Custom(Exception):
    def __str__(self):
        return "custom str"


try:
    raise Custom("ignored")
except Custom as e:
    print(e, repr(e))
