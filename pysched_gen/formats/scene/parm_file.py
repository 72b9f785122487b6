"""A `.parm` member in, its entries out.

The member holds every parameter of a node with its current values (Houdini 11 to 21).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.formats.scene.member import QUOTED, decode_member, refuse, unescape

if TYPE_CHECKING:
    from pysched_gen.span import Origin

__all__ = ["ParmEntry", "ParmFile", "ParmValue", "parse_parm"]


@dataclass(frozen=True, slots=True)
class ParmValue:
    """One component of an entry.

    Attributes:
        text: without quotes and escapes; of a driven component its default.
        quoted: written in quotes: texts with white space, empty texts, menus and toggles.
        channel: name of the channel that drives it, "" for a fixed value.
    """

    text: str
    quoted: bool = False
    channel: str = ""


@dataclass(frozen=True, slots=True)
class ParmEntry:
    """One parameter tuple, or one folder set with a value a tab.

    Attributes:
        name: of the tuple.
        flags: "0" or "8".
        locks: bit mask of locked components, in decimal.
        attributes: such as ("autoscope", "0000"), in order.
        values: none for separators.
        line: where it stands in the member.
    """

    name: str
    flags: str
    locks: str
    attributes: tuple[tuple[str, str], ...]
    values: tuple[ParmValue, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ParmFile:
    """All entries of a node, in order; `version` is "0.8" in every Houdini so far."""

    version: str
    entries: tuple[ParmEntry, ...]


_HEAD = re.compile(r"\{\nversion ([^\n]+)\n")
_ENTRY = re.compile(
    r"([^\s]+)\t\[ ([^\t\n]*)\tlocks=([^\t\n]*?)((?:\t[^\t\n=]+=[^\t\n]*?)*) \]\t\(\t"
)
_BARE = r'([^\t\n"\\{SPACE}]*(?:\\["\\][^\t\n"\\{SPACE}]*)*)'
_VALUE = re.compile(
    r"\[ (?P<channel>[^\t\n]+)\t(?:"
    + QUOTED.replace("(", "(?P<default>", 1)
    + "|"
    + _BARE.replace("{SPACE}", " ").replace("(", "(?P<bare_default>", 1)
    + r") \] \t|(?:"
    + QUOTED.replace("(", "(?P<quoted>", 1)
    + "|"
    + _BARE.replace("{SPACE}", "").replace("(", "(?P<bare>", 1)
    + r")\t"
)
_CLOSING = ")\n"
_END = "}\n"


def parse_parm(data: bytes, origin: Origin) -> ParmFile:
    """Give the entries of the `.parm` member `data` of the node at `origin`.

    Raises:
        SourceError: it breaks the grammar; the span is the place in the member.
    """
    text = decode_member(data)
    head = _HEAD.match(text)
    if head is None:
        refuse(origin, ".parm", text, 0, "does not begin with { and a version")
    entries: list[ParmEntry] = []
    at, line = head.end(), 3
    while not (text.startswith(_END, at) and at + len(_END) == len(text)):
        entry, end = _entry(text, at, line, origin)
        entries.append(entry)
        line += text.count("\n", at, end)
        at = end
    return ParmFile(head[1], tuple(entries))


def _entry(text: str, at: int, line: int, origin: Origin) -> tuple[ParmEntry, int]:
    match = _ENTRY.match(text, at)
    if match is None:
        expected = "the closing }" if at >= len(text) else "a parameter"
        refuse(origin, ".parm", text, at, f"expected {expected} here")
    values, end = _values(text, match.end(), origin)
    attributes = tuple(_attribute(word) for word in match[4].split("\t")[1:])
    return ParmEntry(match[1], match[2], match[3], attributes, values, line), end


def _attribute(word: str) -> tuple[str, str]:
    key, _, value = word.partition("=")
    return key, value


def _values(text: str, at: int, origin: Origin) -> tuple[tuple[ParmValue, ...], int]:
    values: list[ParmValue] = []
    while not text.startswith(_CLOSING, at):
        match = _VALUE.match(text, at)
        if match is None:
            refuse(origin, ".parm", text, at, "expected a value or the closing ) here")
        values.append(_value(match))
        at = match.end()
    return tuple(values), at + len(_CLOSING)


def _value(match: re.Match[str]) -> ParmValue:
    if match["channel"] is not None:
        quoted = match["default"] is not None
        text = match["default"] if quoted else match["bare_default"]
        return ParmValue(unescape(text), quoted, match["channel"])
    quoted = match["quoted"] is not None
    return ParmValue(unescape(match["quoted"] if quoted else match["bare"]), quoted)
