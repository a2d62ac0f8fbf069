//! Modules of CPython's library that Taipan does not have, and what to use instead.

/// Names and reasons.
pub const REASONS: &[(&str, &str)] = &[
    ("pickle", "objects are not restored from bytes; use json"),
    ("shelve", "objects are not restored from bytes; use json"),
    ("marshal", "code is not restored from bytes; use json for data"),
    ("ctypes", "native code comes from the Rust host; register a function there"),
    ("cffi", "native code comes from the Rust host; register a function there"),
    ("multiprocessing", "one process; use asyncio.to_thread or threading"),
    ("tkinter", "no graphical toolkit"),
    ("turtle", "no graphical toolkit"),
    ("curses", "no terminal toolkit"),
    ("sqlite3", "no database; the host can offer one"),
    ("distutils", "no packaging tools"),
    ("ensurepip", "no packaging tools"),
    ("venv", "no packaging tools"),
    ("imp", "removed from Python too; use importlib"),
    ("asyncore", "removed from Python too; use asyncio"),
    ("numpy", "no C extensions"),
];
