"""Text of a shared file in, its sections and the user's text out, and back; nothing touches disk.

A section stands between two comment lines of Houdini's dialog script:

    # pysched-gen: begin farmq
    ...
    # pysched-gen: end farmq

All text outside of sections is the user's. It is kept character for character; the sections follow
it. Where the user's text ends without a line end, one is added and the marker after it says so,
hence removing the sections gives back the very text.

Each section stands behind a numbered slot line, chosen by the digest of its owner's name. The slot
lines are always all there, so two branches that each add a section nearly always add it between
other lines, and git merges them; two sections at one place would be a conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import ConflictError
from pysched_gen.output.merges import has_conflict, sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "SLOTS",
    "MarkerError",
    "SharedText",
    "has_marker",
    "parse",
    "parse_merge",
    "repair",
    "slot_of",
]

SLOTS = 64

_BOM = "\ufeff"
_JOINT = " (line end added)"
_MARKER = re.compile(
    r"^[ \t]*#[ \t]*pysched-gen:[ \t]*(?P<word>begin|end|slot)\b(?P<rest>[^\n]*)\n?", re.MULTILINE
)
_REST = re.compile(rf"[ \t]+(?P<owner>\S+)(?P<joint>{re.escape(_JOINT)})?[ \t\r]*")


class MarkerError(ConflictError):
    """The marker lines of a shared file do not pair up; `line` is the first that does not."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the 1-based line and what is wrong there."""
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class SharedText:
    """A shared file taken apart.

    Attributes:
        user: all that is not ours, in order.
        sections: body of each owner's section; a body ends with a line end.
    """

    user: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)

    def with_section(self, owner: str, body: str) -> SharedText:
        """Return the file with `body` as the section of `owner`; an empty body removes it."""
        kept = {name: text for name, text in self.sections.items() if name != owner}
        if body:
            kept[owner] = body if body.endswith("\n") else f"{body}\n"
        return replace(self, sections=kept)

    def render(self) -> str:
        """Return the text of the file."""
        content = self.user.removeprefix(_BOM)
        joint = bool(content) and not content.endswith("\n") and bool(self.sections)
        pieces = [self.user, "\n" if joint else ""]
        slots: dict[int, list[str]] = {}
        for owner in sorted(self.sections):
            slots.setdefault(slot_of(owner), []).append(owner)
        for slot in range(SLOTS) if self.sections else ():
            note = _JOINT if joint and slot == 0 else ""
            pieces += [_marker("slot", f"{slot:02}"), note, "\n"]
            for owner in slots.get(slot, ()):
                pieces += [_marker("begin", owner), "\n", self.sections[owner]]
                pieces += [_marker("end", owner), "\n"]
        return "".join(pieces)


def slot_of(owner: str) -> int:
    """Return the number of the slot line behind which the section of `owner` stands."""
    return sha256(owner.encode("utf-8", "surrogateescape")).digest()[0] % SLOTS


def parse_merge(text: str) -> tuple[SharedText, frozenset[str]]:
    """Take a shared file apart that may hold an unresolved merge.

    Return what both sides say together, and the owners of whom they say different things; of these
    the section is ours.

    Raises:
        MarkerError: as `parse`, or the merge is one of the user's own text.
    """
    ours, *others = map(parse, sides(text))
    sections = dict(ours.sections)
    differing: set[str] = set()
    for theirs in others:
        if theirs.user != ours.user:
            line = text[: text.index("<" * 7)].count("\n") + 1 if has_conflict(text) else 1
            raise MarkerError(line, "an unresolved merge of your own text is here")
        for owner, body in theirs.sections.items():
            if sections.setdefault(owner, body) != body:
                differing.add(owner)
    return replace(ours, sections=sections), frozenset(differing)


def parse(text: str) -> SharedText:
    """Take a shared file apart.

    Raises:
        MarkerError: marker lines are unbalanced, nested, doubled or misspelt.
    """
    return _collect(text, strict=True)


def repair(text: str) -> SharedText:
    """Take a shared file with broken markers apart.

    Sections that are whole stay, of two with one owner the last. Marker lines without a partner
    are dropped and the text around them counts as the user's.
    """
    return _collect(text, strict=False)


def has_marker(text: str) -> bool:
    """Tell whether a line of `text` would be taken for a marker."""
    return "pysched-gen:" in text and _MARKER.search(text) is not None


class _Line(NamedTuple):
    number: int
    text: str
    word: str = ""
    owner: str = ""
    joint: bool = False


def _marker(word: str, owner: str) -> str:
    return f"# pysched-gen: {word} {owner}"


def _lines(text: str) -> Iterator[_Line]:
    """Yield each marker line, and all that stands between two of them as one."""
    number, done = 1, 0
    for match in _MARKER.finditer(text):
        between = text[done : match.start()]
        if between:
            yield _Line(number, between)
            number += between.count("\n")
        rest = _REST.fullmatch(match["rest"])
        owner = rest["owner"] if rest else ""
        yield _Line(number, match[0], match["word"], owner, bool(rest and rest["joint"]))
        number, done = number + 1, match.end()
    if text[done:]:
        yield _Line(number, text[done:])


def _collect(text: str, *, strict: bool) -> SharedText:
    bom = _BOM if text.startswith(_BOM) else ""
    collector = _Collector(strict=strict)
    for line in _lines(text.removeprefix(_BOM)):
        collector.take(line)
    return collector.finish(bom)


class _Collector:
    """Sorts lines into the user's text and sections."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._user: list[str] = []
        self._sections: dict[str, str] = {}
        self._begin: _Line | None = None
        self._body: list[str] = []
        self._joint: tuple[int, str] | None = None

    def take(self, line: _Line) -> None:
        if not line.word:
            (self._user if self._begin is None else self._body).append(line.text)
        elif not line.owner:
            self._complain(line.number, f'"{line.text.strip()}" is no marker line of pysched-gen')
        elif line.word == "slot":
            self._pass_slot(line)
        elif line.word == "begin":
            self._open(line)
        else:
            self._close(line)

    def finish(self, bom: str) -> SharedText:
        if self._begin is not None:
            begin = self._begin
            self._complain(begin.number, f'the section of "{begin.owner}" has no end marker')
            self._abandon()
        if self._joint is not None and self._joint[0] == len(self._user):
            self._user[-1] = self._user[-1].removesuffix(self._joint[1])
        return SharedText(bom + "".join(self._user), self._sections)

    def _open(self, line: _Line) -> None:
        if self._begin is not None:
            self._complain(
                line.number,
                f'the section of "{line.owner}" begins inside the section of "{self._begin.owner}"',
            )
            self._abandon()
        if line.owner in self._sections:
            self._complain(line.number, f'"{line.owner}" has a second section here')
        self._note_joint(line)
        self._begin = line

    def _pass_slot(self, line: _Line) -> None:
        if self._begin is not None:
            self._complain(
                line.number,
                f'the section of "{self._begin.owner}" has no end marker before this slot line',
            )
            self._abandon()
        self._note_joint(line)

    def _note_joint(self, line: _Line) -> None:
        if line.joint and self._user:
            # A version control that converts line ends converts the added one too.
            added = "\r\n" if line.text.endswith("\r\n") else "\n"
            self._joint = len(self._user), added

    def _close(self, line: _Line) -> None:
        begin = self._begin
        if begin is None or begin.owner != line.owner:
            self._complain(line.number, f'the section of "{line.owner}" ends but did not begin')
            return
        self._sections[begin.owner] = "".join(self._body)
        self._begin, self._body = None, []

    def _abandon(self) -> None:
        self._user += self._body
        self._begin, self._body = None, []

    def _complain(self, line: int, message: str) -> None:
        if self._strict:
            raise MarkerError(line, message)
