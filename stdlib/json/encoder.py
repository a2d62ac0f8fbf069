"""Part of `json`, under the name CPython has it."""

from json import JSONEncoder
