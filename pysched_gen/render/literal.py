"""Values in, source text of literals out; the same bytes on every machine."""

from __future__ import annotations

from pysched_gen.formats.dialog_script.strings import number_text

__all__ = ["docstring_text", "number_text", "python_literal"]

# Kept out of source text as they are: controls, surrogates, and what changes the direction
# or hides in an editor. Not `str.isprintable`: it depends on the running Python's tables.
_HIDDEN = (
    range(0x20),
    range(0x7F, 0xA1),
    range(0xAD, 0xAE),
    range(0x200B, 0x2010),
    range(0x2028, 0x202F),
    range(0x2060, 0x2070),
    range(0xD800, 0xE000),
    range(0xFEFF, 0xFF00),
    range(0xFFF0, 0xFFFC),
)
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def python_literal(value: object) -> str:
    """Give Python source for a str, number, bool, None, or list or dict of these.

    Strings are double-quoted; characters that a person cannot see become escapes.
    """
    if isinstance(value, str):
        return '"' + "".join(_escaped(char) for char in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(python_literal(item) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{python_literal(key)}: {python_literal(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    return repr(value)


def docstring_text(text: str) -> str:
    """Give `text` as one line that can stand between triple double quotes."""
    line = " ".join(text.split())
    return "".join(_escaped(char) for char in line).removesuffix(" ")


def _escaped(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    if not any(code in hidden for hidden in _HIDDEN):
        return char
    if code < 0x100:  # noqa: PLR2004
        return f"\\x{code:02x}"
    return f"\\u{code:04x}"
