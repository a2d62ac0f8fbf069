import asyncio


async def main():
    p = await asyncio.create_subprocess_exec("sleep", "5")
    p.terminate()
    rc = await p.wait()
    q = await asyncio.create_subprocess_shell("cat; echo err >&2; exit 3", stdin=-1, stdout=-1, stderr=-1)
    o, e = await q.communicate(b"in")
    return (rc, o, e, q.returncode)


print(asyncio.run(main()))
