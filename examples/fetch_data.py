"""Awaits several answers and prints them through f-strings."""
import asyncio


async def fetch_data(user_id):
    await asyncio.sleep(0.1)
    return {"id": user_id, "name": f"user{user_id}", "score": user_id * 12.5}


async def main():
    data = await fetch_data(1)
    print(f"fetched {data}")
    print(f"{data['name']!r} has {data['score']:.1f} points")

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch_data(n)) for n in range(2, 5)]
    for user in (task.result() for task in tasks):
        print(f"{user["id"]:>3} | {user["name"]:<8} | {user["score"]:6.2f}")


asyncio.run(main())
