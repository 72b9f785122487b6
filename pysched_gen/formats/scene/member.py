r"""The lexical rules that the text members of a node share.

There are two escapes, `\"` and `\\`, in quoted and in bare texts alike; a line end is itself
(measured on 88,000 `.parm` members of Houdini 11 to 21).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from pysched_gen.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.span import Origin

__all__ = [
    "MOST_ESCAPES",
    "QUOTED",
    "decode_member",
    "decode_script",
    "end_of_escaped",
    "foreign_strings",
    "readable",
    "refuse",
    "text_of",
    "unescape",
]

# Unrolled, so that a text without its closing quote is given up in linear time. The engine keeps
# a mark for each repetition of a group (some 100 bytes), so texts of more than MOST_ESCAPES escapes
# are not matched: `end_of_escaped` finds where they end.
MOST_ESCAPES = 500
QUOTED = r'"([^"\\]*(?:\\["\\][^"\\]*){0,500})"'
_STRETCH = re.compile(r'[^"\\]*(?:\\["\\][^"\\]*){0,500}')

_STRETCHES = re.compile(r'"[^"\\]*(?:\\.[^"\\]*){0,500}"|[^\s"]+', re.DOTALL)
_NO_UTF_8 = re.compile(r"[\udc80-\udcff]")
_HALF_WIDTH = re.compile(r"[\uff61-\uff9f\ue000-\uf8ff]")  # what the wrong code page gives
_NO_TEXT = re.compile(r"[\x00\udc80-\udcff]")
_ESCAPE = re.compile(r'\\(["\\])')


def decode_member(data: bytes) -> str:
    """Give `data` as text; bytes that are no UTF-8 become surrogates that encode back to them."""
    return data.decode("utf-8", "surrogateescape")


def decode_script(data: bytes) -> str:
    """Return a dialog script as text; of an old one each string has an encoding of its own."""
    text = decode_member(data)
    if not _NO_UTF_8.search(text):
        return text
    return _STRETCHES.sub(lambda found: _decoded(found[0])[0], text)


def readable(text: str) -> str:
    """Return what `decode_member` made of a text, with an encoding of its own where it has one."""
    return _decoded(text)[0]


def foreign_strings(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and what is said of each string of a dialog script that is not UTF-8."""
    text = decode_member(data)
    for found in _STRETCHES.finditer(text) if _NO_UTF_8.search(text) else ():
        shown, encoding = _decoded(found[0])
        if encoding:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            message = f"{shown} was not in UTF-8 and is read as {encoding}; type it again if it is"
            yield line, column, f"{message} wrong"


def _decoded(stretch: str) -> tuple[str, str]:
    """Return the text of `stretch`, and the encoding it had where that was not UTF-8.

    Old scenes have labels in the code page of the machine. A byte alone is of a European one; two
    letters of two bytes each are of Japan's or China's.
    """
    if not _NO_UTF_8.search(stretch):
        return stretch, ""
    data = stretch.encode("utf-8", "surrogateescape")
    runs = re.findall(rb"(?:[\x81-\xfe][\x30-\xfe]){2,}", data)
    for encoding in ("cp932", "gb18030") if runs else ():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _HALF_WIDTH.search(text):
            return text, encoding
    return data.decode("latin-1"), "latin-1"


def end_of_escaped(text: str, at: int, stretch: re.Pattern[str] = _STRETCH) -> int:
    """Return the place behind the characters and escapes that follow `at`, in bounded memory.

    `stretch` matches some of them, nothing where there are none.
    """
    while (end := stretch.match(text, at).end()) > at:  # type: ignore[union-attr] # matches ""
        at = end
    return at


def unescape(text: str) -> str:
    """Give `text` with its quotes and backslashes no longer escaped."""
    if "\\" not in text:
        return text
    if "\0" in text:
        return _ESCAPE.sub(r"\1", text)
    return text.replace("\\\\", "\0").replace('\\"', '"').replace("\0", "\\")


def refuse(origin: Origin, member: str, text: str, offset: int, problem: str) -> NoReturn:
    """Raise SourceError: `problem` stands at `offset` of the `text` of `member` (".parm")."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    raise SourceError(
        origin.span(line, column), f"{member}: {problem}; save the node again in Houdini"
    )


def text_of(value: str, origin: Origin) -> str:
    r"""Give the text of a field as a `Snippet` holds it: `\n` line ends, all of it UTF-8.

    Raises:
        SourceError: it holds a byte that is no UTF-8, or a null character.
    """
    wrong = _NO_TEXT.search(value)
    if wrong:
        char, offset = wrong[0], wrong.start()
        what = "a null character" if char == "\0" else f"byte 0x{ord(char) - 0xDC00:02x}"
        line = value.count("\n", 0, offset) + 1
        raise SourceError(
            origin.span(line, offset - value.rfind("\n", 0, offset)),
            f"{what} is no text in UTF-8; type this place of the field again in Houdini",
        )
    return value.replace("\r\n", "\n").replace("\r", "\n")
