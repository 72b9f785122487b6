"""Texts of dialog scripts in, typed values out, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.strings import number_text
from pysched_gen.sources.dialog_values import kind_of

if TYPE_CHECKING:
    from pysched_gen.sources.source import Value

__all__ = ["text_of", "value_of", "zero_of"]

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_TOGGLE = {"on": True, "1": True, "off": False, "0": False}
_INFINITE = float("inf")


def value_of(text: str, word: str | None) -> Value:
    """Give the value that `text` spells in a parameter of the dialog script type `word`.

    What is no value of that type, such as "$F" where a number belongs, stays a text.
    """
    kind = kind_of(word)
    if kind == "toggle":
        return _TOGGLE.get(text, text)
    if kind == "integer" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "float" and _NUMBER.fullmatch(text) and abs(float(text)) < _INFINITE:
        return float(text)
    return text


def zero_of(word: str | None) -> Value:
    """Give the value that stands where only an expression tells one."""
    zeros: dict[str, Value] = {"integer": 0, "float": 0.0, "toggle": False}
    return zeros.get(kind_of(word), "")


def text_of(value: Value) -> str:
    """Give the text by which a dialog script spells `value`."""
    if isinstance(value, bool):
        return str(int(value))
    return number_text(value) if isinstance(value, float) else str(value)
