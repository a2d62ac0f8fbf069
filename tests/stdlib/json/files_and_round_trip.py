import io
import json

data = {"name": "taipan", "tags": ["a", "b"], "nested": {"x": [1, 2, {"y": None}]}, "é": 1.5}
with open("data.json", "w") as f:
    json.dump(data, f, indent=1)
with open("data.json") as f:
    print(json.load(f) == data)
out = io.StringIO()
json.dump([1, "a"], out)
print(out.getvalue(), json.loads(json.dumps(data)) == data, json.loads(json.dumps("\x00\x1f\x7f\u2028")) == "\x00\x1f\x7f\u2028")
