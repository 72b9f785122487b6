"""Sections of the packages and the shared files on disk in, `SharedChange` values out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError
from pysched_gen.output.compare import Change, Status, Texts, compare, from_bytes, to_bytes
from pysched_gen.output.disk import look
from pysched_gen.output.owned import LINK
from pysched_gen.output.sections import MarkerError, SharedText, has_marker, parse, repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.output.files import Package
    from pysched_gen.output.owned import Before

__all__ = ["SharedChange", "section_body", "shared_changes"]


@dataclass(frozen=True, slots=True)
class SharedChange:
    """One shared file: its bytes now and to be (None for no file), and what each owner changes."""

    path: str
    before: bytes | None
    after: bytes | None
    changes: tuple[Change, ...]


def section_body(text: str) -> str:
    """Give `text` as it stands in a section: with a line end."""
    return text if not text or text.endswith("\n") else f"{text}\n"


def shared_changes(before: Before, packages: Sequence[Package]) -> list[SharedChange]:
    """Classify every section that `packages` want or no longer want.

    Raises:
        UsageError: the text for a section holds a marker line.
        ConflictError, UsageError, OSError: as `disk.look`.
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
    return [_shared_change(before, path, bodies) for path, bodies in sorted(wanted.items())]


def _check_body(owner: str, text: str) -> None:
    if has_marker(text):
        raise UsageError(
            f'a parameter text of "{owner}" holds a line that starts with "# pysched-gen: begin" '
            'or "end", which marks our sections; word it differently'
        )


def _shared_change(before: Before, path: str, bodies: dict[str, str]) -> SharedChange:
    found = look(before.root, path)
    content, trouble = _take_apart(path, found.data or b"")
    link = LINK.format(path=path) if found.link else ""
    changes = []
    for owner, body in sorted(bodies.items()):
        record = before.lock.owners.get(owner)
        base = record.sections.get(path) if record is not None else None
        texts = Texts(content.sections.get(owner), body or None, base)
        change = compare(path, owner, texts, shared=True, conflict=trouble or link)
        if change is not None and trouble and change.status is Status.SAME:
            # Where a section ends is a guess then.
            change = replace(change, status=Status.EDITED, conflict=trouble)
        if change is not None:
            changes.append(change)
    if all(change.status is Status.SAME for change in changes):
        return SharedChange(path, found.data, found.data, tuple(changes))
    for change in changes:
        if change.status is not Status.SAME:
            content = content.with_section(change.owner, change.new or "")
    after = to_bytes(content.render())
    ours = found.data is None or path in before.lock.created
    return SharedChange(path, found.data, None if ours and not after else after, tuple(changes))


def _take_apart(path: str, data: bytes) -> tuple[SharedText, str]:
    """Give the content of a shared file and what is wrong with it, "" for nothing."""
    if b"\0" in data:
        return SharedText(), f"{path} is no text in UTF-8 or an 8-bit encoding; save it as such"
    text = from_bytes(data)
    try:
        return parse(text), ""
    except MarkerError as error:
        return repair(text), f"{path}:{error.line}: {error}; mend the marker lines"
