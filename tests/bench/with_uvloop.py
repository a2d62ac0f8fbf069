"""Runs a program under CPython with uvloop: `cargo bench -- --against 'python with_uvloop.py' async` (the path as the
interpreter sees it). The program comes on standard input."""
import sys

import uvloop

uvloop.install()
exec(compile(sys.stdin.read(), "<stdin>", "exec"), {"__name__": "__main__"})
