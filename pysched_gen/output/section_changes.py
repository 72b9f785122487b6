"""Sections of the packages and the shared files on disk in, `SharedChange` values out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError
from pysched_gen.output.changes import (
    Change,
    Status,
    Texts,
    compare,
    from_bytes,
    to_bytes,
)
from pysched_gen.output.file_changes import LINK
from pysched_gen.output.merges import has_conflict
from pysched_gen.output.sections import (
    MarkerError,
    SharedText,
    has_marker,
    parse_merge,
    repair,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.output.directory import Found
    from pysched_gen.output.file_changes import Before
    from pysched_gen.output.files import Package

__all__ = ["SharedChange", "section_body", "section_changes"]


@dataclass(frozen=True, slots=True)
class SharedChange:
    """One shared file: what is there, its bytes to be (None for no file), each owner's change.

    `content` is what those bytes say.
    """

    path: str
    found: Found
    after: bytes | None
    changes: tuple[Change, ...]
    content: SharedText


def section_body(text: str) -> str:
    """Return `text` as it stands in a section: with a line end."""
    return text if not text or text.endswith("\n") else f"{text}\n"


def section_changes(before: Before, packages: Sequence[Package]) -> list[SharedChange]:
    """Classify every section that `packages` want or no longer want.

    Raises:
        UsageError: the text for a section holds a marker line.
        ConflictError, UsageError, OSError: as `directory.look`.
    """
    wanted: dict[str, dict[str, str]] = {}
    for owner in (*before.pruned, *(package.owner for package in packages)):
        record = before.lock.owners.get(owner)
        for path in record.sections if record is not None else ():
            wanted.setdefault(path, {})[owner] = ""
    for package in packages:
        for file in package.files:
            if file.shared:
                _check_body(package.owner, file.text)
                wanted.setdefault(file.path, {})[package.owner] = section_body(file.text)
    return [_section_change(before, path, bodies) for path, bodies in sorted(wanted.items())]


def _check_body(owner: str, text: str) -> None:
    if has_marker(text):
        raise UsageError(
            f'a parameter text of "{owner}" holds a line that starts with "# pysched-gen: begin" '
            'or "end", which marks our sections; word it differently'
        )


def _section_change(before: Before, path: str, bodies: dict[str, str]) -> SharedChange:
    found = before.look(path)
    data = found.data if found.data is not None and not found.link else b""
    content, trouble, merged = _take_apart(path, data, frozenset(bodies))
    link = LINK.format(path=path) if found.link else ""
    changes = []
    for owner, body in sorted(bodies.items()):
        record = before.lock.owners.get(owner)
        known = record.sections.get(path, frozenset()) if record is not None else frozenset()
        texts = Texts(content.sections.get(owner), body or None, known)
        change = compare(path, owner, texts, shared=True, conflict=trouble or link)
        if change is not None and trouble and change.status is Status.SAME:
            # Where a section ends is a guess then.
            change = replace(change, status=Status.EDITED, conflict=trouble)
        if change is not None and merged and not trouble and not link:
            # Both sides of the merge are ours, so nothing of the user's is lost.
            status = change.status if change.status is not Status.SAME else Status.STALE
            change = replace(change, status=status, conflict="")
        if change is not None:
            changes.append(change)
    if all(change.status is Status.SAME for change in changes):
        return SharedChange(path, found, found.data, tuple(changes), content)
    for change in changes:
        if change.status is not Status.SAME or merged:
            content = content.with_section(change.owner, change.new or "")
    after = to_bytes(content.render())
    return SharedChange(path, found, after or None, tuple(changes), content)


def _take_apart(path: str, data: bytes, owners: frozenset[str]) -> tuple[SharedText, str, bool]:
    """Return the content of a shared file, what is wrong with it, and if it is in a merge."""
    if b"\0" in data:
        message = f"{path} is no text in UTF-8 or an 8-bit encoding; save it as such"
        return SharedText(), message, False
    text = from_bytes(data)
    merged = has_conflict(text)
    try:
        content, differing = parse_merge(text)
    except MarkerError as error:
        trouble = f"{path}:{error.line}: {error}; mend the marker lines"
        if merged:
            trouble = (
                f"{path} holds an unresolved merge; take either side whole "
                f"(git checkout --ours -- {path}) and run generate again"
            )
        return repair(text), trouble, merged
    if differing - owners:
        names = ", ".join(sorted(differing - owners))
        trouble = f"{path} holds an unresolved merge of {names}; generate it in the same run"
        return content, trouble, merged
    return content, "", merged
