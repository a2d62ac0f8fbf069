import asyncio

match = case = type = _ = 1
print(match, case, type, _)


async def case():
    return match


print(asyncio.run(case()))
