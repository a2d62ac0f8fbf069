import json

print(json.loads('{"a": [1, -2.5e3, true, false, null, "x\\u00e9\\n\\ud83d\\ude00"]}'), json.loads(" [ ] "), json.loads('"s"'), json.loads("12345678901234567890"), json.loads("1E2"), json.loads("-0"), json.loads("-0.0"), json.loads(b'{"b": 1}'), json.loads("NaN"), json.loads("[Infinity, -Infinity]"))
print(repr(json.loads('"\\ud83d"')), json.loads('{"a": 1, "a": 2}'), json.loads('{"a": {"b": 1}}', object_hook=lambda d: list(d.items())), json.loads('{"a": 1}', object_pairs_hook=tuple), json.loads("1.5", parse_float=str), json.loads("15", parse_int=float))
for text in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', '{"a": }', "[1 2]", "tru", '"abc', '"\\x"', "01", "1.", "[1] x", '{"a": 1,}', '"\n"', "nul", "-", "{1: 2}", '"\\u12"', "\ufeff1"):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as e:
        print(repr(text), e, e.msg, e.pos, e.lineno, e.colno)
try:
    json.loads(5)
except TypeError as e:
    print(e)
print(json.loads("[" * 100 + "]" * 100) is not None, issubclass(json.JSONDecodeError, ValueError))
