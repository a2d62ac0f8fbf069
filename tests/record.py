#!/usr/bin/env python3.14
"""Records what CPython 3.14 prints for the script tests, or checks the records.

Run it from the top of the project with the oracle itself:

    python3.14 tests/record.py                    record every script
    python3.14 tests/record.py tests/asyncio      record some
    python3.14 tests/record.py --check [paths]    compare, change nothing

A record, `name.out`, is standard output, a line `--- exit N`, and the last line
of standard error, if any. Under tests/traceback the whole of standard error is
recorded too, as `name.err`. `tests/it/scripts.rs` cuts folders and addresses out
of Taipan's output as `portable` does here.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent
VERSION_FILE = TESTS / "python-version.txt"
# Rooms whose .py files are not run here: they have snapshots, or are not scripts.
NOT_RECORDED = {"syntax", "bytecode", "diagnostics", "it", "bench", "fuzz"}
TRACEMALLOC = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"
LIBRARY = re.compile(r'File "(?:<stdlib>/|<frozen |<string>)')
HEADER = "Traceback (most recent call last):\n"


def scripts(paths):
    """The scripts under `paths`."""
    found = []
    for path in paths:
        path = Path(path).resolve()
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [script for script in found if is_script(script)]


def is_script(script):
    """Whether a file is a test, and not a module that tests import (`_name.py`, or in a package)."""
    if script.parent == PROJECT / "examples":
        return True
    if TESTS not in script.parents:
        return False
    rooms = script.relative_to(TESTS).parts[:-1]
    imported = script.name.startswith("_") or (script.parent / "__init__.py").exists()
    return bool(rooms) and rooms[0] not in NOT_RECORDED and not imported


def record_stem(script):
    """Where the records of a script live, without their suffix."""
    if script.parent == PROJECT / "examples":
        return TESTS / "examples" / script.stem
    return script.with_suffix("")


def run(script):
    """Runs one script in an empty folder of its own; returns (stdout, exit status, stderr)."""
    stem = record_stem(script)
    arguments = stem.with_suffix(".args")
    typed = stem.with_suffix(".in")
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-B", str(script), *(arguments.read_text().split() if arguments.exists() else [])],
            cwd=folder,
            env=environment,
            input=typed.read_bytes() if typed.exists() else b"",
            capture_output=True,
            timeout=120,
        )
    status = done.returncode if done.returncode >= 0 else 128 - done.returncode
    return portable(done.stdout, script), status, portable(done.stderr, script)


def portable(output, script):
    """Output without the folders of this machine, and without advice on CPython's own debugging."""
    text = output.decode("utf-8", "backslashreplace")
    text = text.replace(f"{script.parent}/", "").replace(TRACEMALLOC, "")
    text = re.sub(r" at 0x[0-9a-f]+", " at 0x…", text)
    return re.sub(r"/usr/lib/python3\.14/", "<stdlib>/", text)


def without_library_frames(text):
    """A traceback without the frames of the standard library, which Taipan hides; without its
    header too, if nothing is left below."""
    kept, dropping = [], None
    for line in text.splitlines(keepends=True):
        margin = re.match(r"[ |]*", line).group()
        if dropping is not None and len(margin) > len(dropping):
            continue
        hidden = LIBRARY.match(line, len(margin)) is not None
        if dropping is not None and not hidden and kept[-1].endswith(HEADER) and "File" not in line:
            kept.pop()
        dropping = margin if hidden else None
        if not hidden:
            kept.append(line)
    return "".join(kept)


def records(script):
    """The records of a script: {path: text}."""
    stdout, status, stderr = run(script)
    if stdout and not stdout.endswith("\n"):
        stdout += "\n"
    lines = stderr.splitlines()
    last = lines[-1] + "\n" if lines else ""
    stem = record_stem(script)
    made = {stem.with_suffix(".out"): f"{stdout}--- exit {status}\n{last}"}
    if TESTS / "traceback" in script.parents:
        made[stem.with_suffix(".err")] = without_library_frames(stderr)
    return made


def main(arguments):
    if sys.version_info[:2] != (3, 14):
        sys.exit("the oracle is CPython 3.14; this is " + sys.version)
    check = "--check" in arguments
    paths = [a for a in arguments if a != "--check"] or [TESTS, PROJECT / "examples"]
    different = 0
    with ThreadPoolExecutor(3) as pool:
        chosen = scripts(paths)
        for script, made in zip(chosen, pool.map(records, chosen)):
            for path, text in made.items():
                old = path.read_text() if path.exists() else None
                if old == text:
                    continue
                different += 1
                print("differs" if check else "recorded", path.relative_to(PROJECT))
                if not check:
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(text)
    if not check:
        VERSION_FILE.write_text(f"CPython {sys.version.split()[0]}\n")
    print(len(chosen), "scripts,", different, "records", "differ" if check else "written")
    return 1 if check and different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
