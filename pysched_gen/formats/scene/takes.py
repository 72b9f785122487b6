"""The `.takes` member of a scene in, its takes out.

It begins with a line "HoudiniTakeFile 1.0". Each take is a line "take name NAME kids N", the main
one first and its children behind it, and records that begin with their length as 32 bits, the
high byte first: "s ID TEXT" names a node or parameter for all takes, "d NODE PARM ..." has a line
for the IDs and, with a length of its own, a text in the form of `.parm`, "e" ends the take. Seen in
17 public scenes; the values in their `.parm` members are those of the main take, which has a
record for each parameter that another take changes.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import SourceError
from pysched_gen.formats.scene.archive import readable_name
from pysched_gen.formats.scene.member import decode_member
from pysched_gen.formats.scene.parm_file import parse_parm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.scene.parm_file import ParmEntry
    from pysched_gen.span import Origin

__all__ = ["TAKES", "Change", "TakeFile", "others_change", "parse_takes"]

TAKES = ".takes"  # the member's whole name

_HEAD = re.compile(rb"HoudiniTakeFile [^\n]*\n")
_TAKE = re.compile(rb"take name ([^\n]+) kids (\d+)\n")
_NAME = re.compile(rb"s (\d+) ([^\n]*)\n")
_CHANGE = re.compile(rb"d (\d+)[^\n]*\n")
_LENGTH = struct.Struct(">I")
_END = b"e\n"
_MOST = 100_000  # takes, and values in them


class Change(NamedTuple):
    """What a take says of one parameter of the node at path `node`."""

    node: str
    entry: ParmEntry


class TakeFile(NamedTuple):
    """A take; `parent` is the name of the one that it is below, "" for the main take."""

    name: str
    parent: str
    changes: tuple[Change, ...]


def parse_takes(data: bytes, origin: Origin) -> tuple[TakeFile, ...]:
    """Return the takes in the `.takes` member `data` of the scene at `origin`, the main one first.

    Raises:
        SourceError: it breaks the form.
    """
    head = _HEAD.match(data)
    if head is None:
        raise _refusal(origin, 0, "does not begin with HoudiniTakeFile")
    names: dict[bytes, str] = {}
    takes: list[TakeFile] = []
    parents: list[list[str | int]] = []  # name, and number of children to come
    at = head.end()
    while at < len(data):
        take = _TAKE.match(data, at)
        if take is None or len(takes) >= _MOST:
            raise _refusal(origin, at, "expected a take here")
        while parents and not parents[-1][1]:
            parents.pop()
        parent = ""
        if parents:
            parent = str(parents[-1][0])
            parents[-1][1] = int(parents[-1][1]) - 1
        changes, at = _changes(data, take.end(), names, origin)
        takes.append(TakeFile(readable_name(take[1]), parent, changes))
        parents.append([takes[-1].name, int(take[2])])
    return tuple(takes)


def others_change(takes: tuple[TakeFile, ...], node: str) -> dict[str, list[str]]:
    """Return, by name of a parameter of `node`, the takes besides the main one that change it."""
    found: dict[str, list[str]] = {}
    for take in takes[1:]:
        for change in take.changes:
            if change.node == node:
                found.setdefault(change.entry.name, []).append(take.name)
    return found


def _changes(
    data: bytes, at: int, names: dict[bytes, str], origin: Origin
) -> tuple[tuple[Change, ...], int]:
    """Return what one take changes, and the place behind it; `names` is added to."""
    found: list[Change] = []
    for record, start in _records(data, at, origin):
        at = start + len(record)
        name = _NAME.fullmatch(record)
        change = _CHANGE.match(record)
        if name:
            names[name[1]] = decode_member(name[2])
        elif change:
            for text, _ in _records(record, change.end(), origin):
                node = names.get(change[1], "")
                found += [Change(node, entry) for entry in parse_parm(text, origin).entries]
        if record == _END:
            return tuple(found), at
        if len(names) + len(found) > _MOST:
            raise _refusal(origin, at, f"more than {_MOST:,} values")
    raise _refusal(origin, at, "ends inside a take")


def _records(data: bytes, at: int, origin: Origin) -> Iterator[tuple[bytes, int]]:
    """Yield stretches of `data` that begin with their length, and where each begins."""
    while at < len(data):
        start = at + _LENGTH.size
        length = _LENGTH.unpack_from(data, at)[0] if start <= len(data) else 0
        if not length or start + length > len(data):
            raise _refusal(origin, at, "the length of a record is wrong")
        yield data[start : start + length], start
        at = start + length


def _refusal(origin: Origin, offset: int, problem: str) -> SourceError:
    message = f"{TAKES}: byte {offset:,}: {problem}; save the scene again in Houdini"
    return SourceError(origin.span(), message)
