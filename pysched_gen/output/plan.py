"""Packages and an output directory in, a `Plan` out; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.output.compare import Change, Status, from_bytes, same_text, to_bytes
from pysched_gen.output.disk import check_root, explained, look
from pysched_gen.output.files import LOCK_NAME, check_packages
from pysched_gen.output.lock import Lock, OwnerRecord, lock_text, read_lock
from pysched_gen.output.locked import recover
from pysched_gen.output.owned import Before, owned_changes
from pysched_gen.output.shared import SharedChange, section_body, shared_changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pysched_gen.output.files import Package

__all__ = ["Plan", "Write", "make_plan"]


@dataclass(frozen=True, slots=True)
class Write:
    """One file on disk: its bytes as planned from, its bytes to be; None for no file.

    With `keep` the user's version is put beside it first.
    """

    path: str
    before: bytes | None
    after: bytes | None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does to an output directory.

    Attributes:
        root: the output directory.
        changes: every file and section this run is about, in order of path and owner.
        writes: what that means on disk, in order of path, the lock last.
        force: conflicts are written, the user's versions kept beside.
    """

    root: Path
    changes: tuple[Change, ...]
    writes: tuple[Write, ...]
    force: bool = False

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """What stops the run: writing it would lose something of the user's."""
        return () if self.force else tuple(change for change in self.changes if change.conflict)

    @property
    def outdated(self) -> tuple[Change, ...]:
        """Every change that is not the same on disk."""
        return tuple(change for change in self.changes if change.status is not Status.SAME)


def make_plan(
    root: Path,
    packages: Sequence[Package],
    tool_version: str,
    *,
    prune: bool = False,
    force: bool = False,
) -> Plan:
    """Compare `packages` with what `root` holds.

    A killed run is undone first. With `prune` the files of owners that are not in this run count
    as orphans. Hold `locked.locked(root)` around this and `apply` if another process may write too.

    Raises:
        UsageError: two packages clash, or `root` cannot be used.
        ConfigError: the lock cannot be read.
        ConflictError: a directory is where a file has to go, or the reverse.
    """
    check_packages(packages)
    check_root(root)
    recover(root)
    with explained(root):
        lock = read_lock(root)
        before = Before(root, lock, _pruned(lock, packages) if prune else ())
        owned = owned_changes(before, packages)
        shared = shared_changes(before, packages)
        lock_write = _lock_write(root, _new_lock(before, packages, shared, tool_version))
    writes = [_owned_write(change) for change in owned if change.status is not Status.SAME]
    writes += [
        Write(file.path, file.before, file.after, keep=any(c.conflict for c in file.changes))
        for file in shared
        if file.before != file.after
    ]
    changes = [*owned, *(change for file in shared for change in file.changes)]
    return Plan(
        root,
        tuple(sorted(changes, key=lambda change: (change.path, change.owner))),
        (*sorted(writes, key=lambda write: write.path), *lock_write),
        force,
    )


def _pruned(lock: Lock, packages: Sequence[Package]) -> tuple[str, ...]:
    present = {package.owner for package in packages}
    return tuple(owner for owner in lock.owners if owner not in present)


def _owned_write(change: Change) -> Write:
    before = None if change.old is None else to_bytes(change.old)
    after = None if change.new is None else change.new.encode()
    return Write(change.path, before, after, keep=bool(change.conflict))


def _new_lock(
    before: Before,
    packages: Sequence[Package],
    shared: Sequence[SharedChange],
    tool_version: str,
) -> Lock:
    written = {file.path for package in packages for file in package.files if not file.shared}
    others = {
        owner: replace(
            record, files={path: text for path, text in record.files.items() if path not in written}
        )
        for owner, record in before.lock.owners.items()
        if owner not in before.pruned
    }
    records = {package.owner: _record(package, tool_version) for package in packages}
    added = {file.path for file in shared if file.before is None and file.after is not None}
    removed = {file.path for file in shared if file.after is None}
    return Lock(others | records, frozenset((before.lock.created | added) - removed))


def _record(package: Package, tool_version: str) -> OwnerRecord:
    return OwnerRecord(
        digest=package.digest,
        request=package.request,
        clean=package.clean,
        tool=tool_version,
        files={file.path: file.text for file in package.files if not file.shared},
        sections={
            file.path: section_body(file.text)
            for file in package.files
            if file.shared and file.text
        },
    )


def _lock_write(root: Path, lock: Lock) -> tuple[Write, ...]:
    found = look(root, LOCK_NAME).data
    text = lock_text(lock)
    old = None if found is None else from_bytes(found)
    if same_text(old, text or None):
        return ()
    return (Write(LOCK_NAME, found, text.encode() if text else None),)
