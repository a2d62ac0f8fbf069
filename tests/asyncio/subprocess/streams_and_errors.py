import asyncio
import signal

big = b"x" * 500000


async def main():
    p = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(p.returncode, type(p.pid), repr(p).split()[0])
    p.stdin.write(b"one\n"); await p.stdin.drain(); print(await p.stdout.readline())
    p.stdin.close(); print(await p.stdout.read(), await p.wait(), p.returncode)
    p = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 7", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    print(await p.communicate(), p.returncode)
    p = await asyncio.create_subprocess_exec("sleep", "5"); p.kill(); print(await p.wait())
    try: p.terminate()
    except ProcessLookupError as e: print("gone", e)
    p = await asyncio.create_subprocess_exec("sleep", "5")
    try: await asyncio.wait_for(p.wait(), 0.05)
    except TimeoutError: p.send_signal(signal.SIGTERM); print("timeout", await p.wait())
    try: await asyncio.create_subprocess_exec("nosuchprogram")
    except FileNotFoundError as e: print(e)
    for kw in (dict(text=True), dict(universal_newlines=True), dict(shell=True), dict(bufsize=1), dict(encoding="utf8")):
        try: await asyncio.create_subprocess_exec("true", **kw)
        except ValueError as e: print(e)
    rs = await asyncio.gather(*[asyncio.create_subprocess_shell(f"sleep 0.0{i}; exit {i}") for i in range(5)])
    print(await asyncio.gather(*[r.wait() for r in rs]))
    p = await asyncio.create_subprocess_exec("cat", stdin=-1, stdout=-1); out, err = await p.communicate(big); print(out == big, err)
    p = await asyncio.create_subprocess_exec("true", stdin=-1); await p.wait(); print(await p.communicate(b"x" * 300000))
    p = await asyncio.create_subprocess_exec("sh", "-c", "echo a; echo b >&2", stdout=-1, stderr=asyncio.subprocess.STDOUT); print(await p.communicate())
asyncio.run(main())
