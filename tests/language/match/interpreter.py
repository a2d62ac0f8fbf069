def evaluate(e, env):
    match e:
        case int() | float():
            return e
        case str():
            return env[e]
        case ["let", str(name), value, body]:
            return evaluate(body, env | {name: evaluate(value, env)})
        case ["lambda", [*params], body]:
            return lambda *args: evaluate(body, env | dict(zip(params, args)))
        case ["if", c, a, b]:
            return evaluate(a if evaluate(c, env) else b, env)
        case [f, *args]:
            return evaluate(f, env)(*(evaluate(a, env) for a in args))
        case _:
            raise ValueError(f"bad expression {e!r}")


env = {"+": lambda a, b: a + b, "*": lambda a, b: a * b, "<": lambda a, b: a < b}
print(evaluate(["let", "x", 5, ["+", "x", ["*", 2, "x"]]], env))
print(evaluate([["lambda", ["a", "b"], ["if", ["<", "a", "b"], "a", "b"]], 7, 3], env))
try:
    evaluate({}, env)
except ValueError as e:
    print(e)
