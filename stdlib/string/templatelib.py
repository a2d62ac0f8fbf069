"""What template strings (`t"..."`) are."""

__all__ = ["Interpolation", "Template", "convert"]


class Interpolation:
    """A value in a template, with how it was written."""

    __slots__ = ("value", "expression", "conversion", "format_spec")
    __match_args__ = ("value", "expression", "conversion", "format_spec")

    def __init__(self, value, expression="", conversion=None, format_spec=""):
        if conversion not in (None, "a", "r", "s"):
            raise ValueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        for name, given in zip(self.__slots__, (value, expression, conversion, format_spec)):
            object.__setattr__(self, name, given)

    def __setattr__(self, name, value):
        raise AttributeError("readonly attribute")

    def __repr__(self):
        return f"Interpolation({self.value!r}, {self.expression!r}, {self.conversion!r}, {self.format_spec!r})"


class Template:
    """Texts with interpolations between them."""

    __slots__ = ("strings", "interpolations")

    def __init__(self, *args):
        strings, interpolations = [""], []
        for arg in args:
            if isinstance(arg, str):
                strings[-1] += arg
            elif isinstance(arg, Interpolation):
                interpolations.append(arg)
                strings.append("")
            else:
                raise TypeError(
                    f"Template.__new__ *args need to be of type 'str' or 'Interpolation', got {type(arg).__name__}")
        _set(self, "strings", tuple(strings))
        _set(self, "interpolations", tuple(interpolations))

    def __setattr__(self, name, value):
        raise AttributeError("readonly attribute")

    @property
    def values(self):
        return tuple([i.value for i in self.interpolations])

    def __iter__(self):
        for index, text in enumerate(self.strings):
            if text:
                yield text
            if index < len(self.interpolations):
                yield self.interpolations[index]

    def __add__(self, other):
        if not isinstance(other, Template):
            raise TypeError(f'can only concatenate string.templatelib.Template (not "{type(other).__name__}") to string.templatelib.Template')
        return Template(*self, *other)

    def __repr__(self):
        return f"Template(strings={self.strings!r}, interpolations={self.interpolations!r})"


_set = object.__setattr__


def convert(obj, /, conversion):
    if conversion is None:
        return obj
    return {"r": repr, "s": str, "a": ascii}[conversion](obj)


def _make_template(strings, interpolations):
    template = Template()
    _set(template, "strings", strings)
    _set(template, "interpolations", interpolations)
    return template


_make_interpolation = Interpolation
