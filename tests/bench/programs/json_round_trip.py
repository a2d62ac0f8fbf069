import json


def run(n):
    data = [{"id": i, "name": f"user {i}", "tags": ["a", "b"], "score": i / 7, "ok": i % 2 == 0, "none": None} for i in range(n)]
    text = json.dumps(data)
    back = json.loads(text)
    return len(text), sum(x["id"] for x in back), back == data


print(*run(30_000))
