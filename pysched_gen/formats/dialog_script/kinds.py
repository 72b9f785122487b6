"""Types and texts of dialog scripts in, kinds and values of `Parameter` out."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import MenuKind
from pysched_gen.formats.limits import MOST_DIGITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.formats.dialog_script.tree import Menu
    from pysched_gen.formats.dialog_script.values import Value

__all__ = [
    "KNOWN_TYPES",
    "SINGLE",
    "component_endings",
    "is_mask",
    "kind_of",
    "may_be_computed",
    "value_of",
    "zero_of",
]

_WORDS = {
    "string": "string file image geometry directory oppath oplist",
    "integer": "integer int intlog intvector intvector2 intvector4 int_minmax rgbamask",
    "float": "float log vector vector2 vector4 color color4 angle direction uv uvw float_minmax",
    "toggle": "toggle",
    "menu": "ordinal iconstrip buttonstrip",
    "button": "button",
    "label": "label",
    "separator": "separator",
    "ramp": "ramp_flt ramp_rgb",
    "data": "data geometrydata keyvaluedict",
}
_KINDS: Mapping[str, str] = MappingProxyType(
    {word: kind for kind, words in _WORDS.items() for word in words.split()}
)
KNOWN_TYPES = frozenset(_KINDS)
SINGLE = ("toggle", "menu")  # types of one component
_STRIPS = ("buttonstrip", "iconstrip")
_XYZW = ("x", "y", "z", "w")
_NUMBERED = tuple(map(str, range(1, 17)))
# What the names of components end with, as channels of public scenes are called.
_ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("vector", "vector2", "vector4", "direction", "angle"), _XYZW),
        **dict.fromkeys(("intvector", "intvector2", "intvector4"), _XYZW),
        **dict.fromkeys(("color", "color4"), ("r", "g", "b", "a")),
        **dict.fromkeys(("uv", "uvw"), ("u", "v", "w")),
        **dict.fromkeys(("int_minmax", "float_minmax"), ("min", "max")),
    }
)
_NUMBERS = ("integer", "float", "toggle")
_NUMBER = re.compile(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)\s*")
_TOGGLE: Mapping[str, bool] = MappingProxyType({"on": True, "1": True, "off": False, "0": False})
_LONGEST = MOST_DIGITS + 340  # a float may spell out every zero


def kind_of(word: str | None) -> str:
    """Give the type of `Parameter` for a type of dialog script; `data` for one not known."""
    return _KINDS.get(word or "", "data")


def component_endings(word: str | None) -> tuple[tuple[str, ...], ...]:
    """Return how the components of a tuple of that type end, in order; of None, all the ways."""
    ways = (_NUMBERED, *dict.fromkeys(_ENDINGS.values()))
    return ways if word is None else (_ENDINGS.get(word, _NUMBERED),)


def zero_of(kind: str, menu: Menu | None, word: str | None = None) -> Value | None:
    """Return the value of a parameter for which none is told, None where it can hold none."""
    if kind == "menu":
        if is_mask(word, menu):
            return 0
        return menu.tokens[0] if menu and menu.tokens else ""
    zeros: Mapping[str, Value] = {"string": "", "integer": 0, "float": 0.0, "toggle": False}
    return zeros.get(kind)


def is_mask(word: str | None, menu: Menu | None) -> bool:
    """Tell whether the value is a number with a bit for each token: a strip that takes several."""
    return word in _STRIPS and menu is not None and menu.kind is MenuKind.TOGGLE


def may_be_computed(kind: str) -> bool:
    """Tell whether a default that is no value of that `kind` is an expression, such as "$FEND"."""
    return kind in _NUMBERS


def value_of(text: str, kind: str, menu: Menu | None, word: str | None = None) -> Value | None:
    """Return the value that `text` spells, None where it is no value of that `kind`.

    `word` is the type in a dialog script. Of a menu `text` is a token, or the number of one where
    it is no token itself; a number of none stays a number. The number of a strip that takes
    several is a mask with a bit a token (formats.md, 67 public scripts).
    """
    if kind == "string":
        return text
    if kind == "toggle":
        number = _number(text, "integer")
        return _TOGGLE.get(text, None if number is None else bool(number))
    if kind == "menu":
        tokens = menu.tokens if menu else ()
        return _choice(text, tokens, masked=is_mask(word, menu))
    return _number(text, kind) if kind in ("integer", "float") else None


def _choice(text: str, tokens: tuple[str, ...], *, masked: bool) -> Value | None:
    number = _number(text, "integer")
    if text in tokens and not (masked and number is not None):
        return text
    if not isinstance(number, int):
        return None if tokens else text
    if masked or not 0 <= number < len(tokens):
        return number if tokens else text
    return tokens[number]


def _number(text: str, kind: str) -> Value | None:
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    value = float(match[1])
    if kind == "float":
        return value if abs(value) < float("inf") else None
    if abs(value) >= 10**MOST_DIGITS:
        return None
    return int(match[1]) if match[1].lstrip("+-").isdigit() else int(value)
