r"""Texts in, dialog script words and strings out.

Strings know the escapes `\"`, `\\`, `\n` and `\r`; a tab or another control character has none and
stands as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.values import Value

__all__ = ["number_text", "quote", "text_of", "word"]

_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.:/+-]*")


def quote(text: str) -> str:
    """Give `text` as a string in double quotes."""
    for raw, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(raw, escape)
    return f'"{text}"'


def word(text: str) -> str:
    """Give `text` bare where it can stand so, else as a string."""
    return text if _PLAIN.fullmatch(text) else quote(text)


def number_text(value: float) -> str:
    """Give the shortest text that reads back as `value`, without a needless `.0`."""
    return repr(value).removesuffix(".0")


def text_of(value: Value) -> str:
    """Give the text by which a dialog script spells `value`."""
    if isinstance(value, bool):
        return str(int(value))
    return number_text(value) if isinstance(value, float) else str(value)
