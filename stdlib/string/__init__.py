"""Constants of text, and templates."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


_NOTHING = object()


class Template:
    """A string class for supporting $-substitutions."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        """Pairs of kind and text: plain text, a name with what stood for it, or a wrong delimiter's place."""
        text, at, mark = self.template, 0, self.delimiter
        first = ascii_letters + "_"
        rest = first + digits
        while True:
            found = text.find(mark, at)
            if found < 0:
                yield "text", text[at:], None
                return
            yield "text", text[at:found], None
            start = found + len(mark)
            if text.startswith(mark, start):
                yield "text", mark, None
                at = start + len(mark)
                continue
            braced = text[start:start + 1] == "{"
            begin = end = start + braced
            while end < len(text) and text[end] in (rest if end > begin else first):
                end += 1
            if end == begin or braced and text[end:end + 1] != "}":
                yield "wrong", mark, found
                at = start
                continue
            at = end + braced
            yield "name", text[begin:end], text[found:at]

    def _fill(self, mapping, safe):
        out = []
        for kind, text, more in self._pieces():
            if kind == "name":
                try:
                    text = str(mapping[text])
                except KeyError:
                    if not safe:
                        raise
                    text = more
            elif kind == "wrong" and not safe:
                lines = self.template[:more].splitlines(keepends=True)
                colno = more - len("".join(lines[:-1])) if lines else 1
                raise ValueError(f"Invalid placeholder in string: line {max(len(lines), 1)}, col {colno + (1 if lines else 0)}")
            out.append(text)
        return "".join(out)

    def substitute(self, mapping=_NOTHING, /, **kws):
        return self._fill(kws if mapping is _NOTHING else {**mapping, **kws} if kws else mapping, False)

    def safe_substitute(self, mapping=_NOTHING, /, **kws):
        return self._fill(kws if mapping is _NOTHING else {**mapping, **kws} if kws else mapping, True)

    def is_valid(self):
        return all(kind != "wrong" for kind, _, _ in self._pieces())

    def get_identifiers(self):
        return list(dict.fromkeys(text for kind, text, _ in self._pieces() if kind == "name"))


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
