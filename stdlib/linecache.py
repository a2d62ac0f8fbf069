"""Lines of source files."""

from _compile import source_of

_lines = {}


def getlines(filename, module_globals=None):
    lines = _lines.get(filename)
    if lines is None:
        text = source_of(filename)
        lines = _lines[filename] = [] if text is None else text.splitlines(keepends=True)
    return lines


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename)
    if 1 <= lineno <= len(lines):
        line = lines[lineno - 1]
        return line if line.endswith("\n") else line + "\n"
    return ""


def clearcache():
    _lines.clear()


checkcache = lambda filename=None: _lines.clear() if filename is None else _lines.pop(filename, None)
