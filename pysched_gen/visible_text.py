"""Texts of others for a terminal: what would move the cursor or turn the text round is escaped."""

from __future__ import annotations

import unicodedata

__all__ = ["visible"]

# Controls, format characters such as bidi marks, lone surrogates, separators of lines.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BYTE = 0x100


def visible(text: str) -> str:
    r"""Return `text` with `\x1b` or `\u202e` for what does not show; tabs and line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in _HIDDEN:
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < _BYTE else f"\\u{number:04x}"
