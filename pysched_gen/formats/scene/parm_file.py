"""A `.parm` member in, its entries out; and back, with some values changed.

The member holds every parameter of a node with its current values (Houdini 11 to 21).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.scene.member import (
    QUOTED,
    decode_member,
    end_of_escaped,
    refuse,
    unescape,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pysched_gen.span import Origin

    # Name of a parameter to a text for each component, None for one that stays.
    Changes = Mapping[str, Sequence[str | None]]

__all__ = ["ParmEntry", "ParmFile", "ParmValue", "edit_parm", "parse_parm"]


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
_ENTRY = re.compile(r"([^\s]+)\t\[ ([^\t\n]*)\tlocks=([^\t\n]*?)((?:\t[^\n]*?)?) \]\t\(\t")
_BARE = r'([^\t\n"\\{SPACE}]*(?:\\["\\][^\t\n"\\{SPACE}]*){0,500})'
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
_LONG = re.compile(r"(?:\[ ([^\t\n]+)\t)?(\")?")
_BARE_STRETCH = re.compile(_BARE.replace("{SPACE}", ""))
_BARE_DEFAULT_STRETCH = re.compile(_BARE.replace("{SPACE}", " "))
_CLOSING = ")\n"
# What bounds the memory for a text of many short parts; nodes of real scenes have some thousands.
MOST_ENTRIES = 200_000
MOST_VALUES = 500_000
MOST_ATTRIBUTES = 64
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
    count = 0
    while not (text.startswith(_END, at) and at + len(_END) == len(text)):
        entry, end = _entry(text, at, line, origin)
        entries.append(entry)
        count += len(entry.values)
        if len(entries) > MOST_ENTRIES or count > MOST_VALUES:
            problem = f"more than {MOST_ENTRIES:,} parameters or {MOST_VALUES:,} values"
            refuse(origin, ".parm", text, at, problem)
        line += text.count("\n", at, end)
        at = end
    return ParmFile(head[1], tuple(entries))


def edit_parm(data: bytes, changes: Changes, origin: Origin) -> bytes:
    """Return the `.parm` member `data` with the texts of `changes` as values of these entries.

    A component with None stays. All other bytes stay, and so does each value that is the same text.

    Raises:
        SourceError: an entry is not there, has another number of components, or one to change
            that an expression or keyframes drive; or the member breaks the grammar.
    """
    text = decode_member(data)
    entries = parse_parm(data, origin).entries
    by_name = {entry.name: entry for entry in entries}
    for name, values in changes.items():
        problem = _unfit(by_name.get(name), values)
        if problem:
            raise SourceError(replace(origin, parm=name).span(), problem)
    at = _HEAD.match(text).end()  # type: ignore[union-attr] # it was parsed
    parts = [text[:at]]
    for entry in entries:
        _, end = _entry(text, at, entry.line, origin)
        if entry.name in changes:
            place = _ENTRY.match(text, at).end()  # type: ignore[union-attr] # it was parsed
            parts.append(text[at:place])
            for new in changes[entry.name]:
                old, behind = _value_at(text, place, origin)
                parts.append(text[place:behind] if new is None else _spelt(old, new))
                place = behind
            at = place
        parts.append(text[at:end])
        at = end
    return "".join([*parts, text[at:]]).encode("utf-8", "surrogateescape")


def _unfit(entry: ParmEntry | None, values: Sequence[str | None]) -> str:
    if entry is None:
        return "the node has no such parameter; add it in Houdini"
    if len(entry.values) != len(values):
        given = "1 value is" if len(values) == 1 else f"{len(values)} values are"
        return f"has {len(entry.values)} components, and {given} given"
    pairs = zip(entry.values, values, strict=True)
    if any(old.channel and new is not None for old, new in pairs):
        return "is driven by an expression or keyframes; delete them in Houdini first"
    return ""


def _spelt(old: ParmValue, new: str) -> str:
    """Return `new` as Houdini writes it: bare unless empty, with white space, or a menu's.

    A menu's is told by quotes that `old` has without need.
    """
    escaped = new.replace("\\", "\\\\").replace('"', '\\"')
    quoted = _needs_quotes(new) or (old.quoted and not _needs_quotes(old.text))
    return f'"{escaped}"\t' if quoted else f"{escaped}\t"


def _needs_quotes(text: str) -> bool:
    return not text or any(character.isspace() for character in text)


def _entry(text: str, at: int, line: int, origin: Origin) -> tuple[ParmEntry, int]:
    match = _ENTRY.match(text, at)
    if match is None:
        expected = "the closing }" if at >= len(text) else "a parameter"
        refuse(origin, ".parm", text, at, f"expected {expected} here")
    values, end = _values(text, match.end(), origin)
    words = match[4].split("\t", MOST_ATTRIBUTES + 1)[1:]
    if len(words) > MOST_ATTRIBUTES:
        refuse(origin, ".parm", text, at, f"more than {MOST_ATTRIBUTES} attributes")
    if not all(word.find("=") > 0 for word in words):
        refuse(origin, ".parm", text, at, "expected attributes such as autoscope=0")
    attributes = tuple(_attribute(word) for word in words)
    return ParmEntry(match[1], match[2], match[3], attributes, values, line), end


def _attribute(word: str) -> tuple[str, str]:
    key, _, value = word.partition("=")
    return key, value


def _values(text: str, at: int, origin: Origin) -> tuple[tuple[ParmValue, ...], int]:
    values: list[ParmValue] = []
    while not text.startswith(_CLOSING, at):
        value, at = _value_at(text, at, origin)
        values.append(value)
        if len(values) > MOST_VALUES:
            refuse(origin, ".parm", text, at, f"more than {MOST_VALUES:,} values")
    return tuple(values), at + len(_CLOSING)


def _value_at(text: str, at: int, origin: Origin) -> tuple[ParmValue, int]:
    match = _VALUE.match(text, at)
    if match is None or (match["channel"] is None and text.startswith("[ ", at)):
        long = _long_value(text, at)
        if long is not None:
            return long
    if match is None:
        refuse(origin, ".parm", text, at, "expected a value or the closing ) here")
    return _value(match), match.end()


def _value(match: re.Match[str]) -> ParmValue:
    if match["channel"] is not None:
        quoted = match["default"] is not None
        text = match["default"] if quoted else match["bare_default"]
        return ParmValue(unescape(text), quoted, match["channel"])
    quoted = match["quoted"] is not None
    return ParmValue(unescape(match["quoted"] if quoted else match["bare"]), quoted)


def _long_value(text: str, at: int) -> tuple[ParmValue, int] | None:
    """Return a value of very many escapes, and the place behind it; None where it is wrong."""
    head = _LONG.match(text, at)
    if head is None:  # pragma: no cover - it matches nothing, too
        raise AssertionError
    channel, quoted, start = head[1] or "", head[2] is not None, head.end()
    if quoted:
        end = end_of_escaped(text, start)
    else:
        end = end_of_escaped(text, start, _BARE_DEFAULT_STRETCH if channel else _BARE_STRETCH)
    closing = ('"' if quoted else "") + (" ] \t" if channel else "\t")
    if not text.startswith(closing, end):
        return None
    return ParmValue(unescape(text[start:end]), quoted, channel), end + len(closing)
