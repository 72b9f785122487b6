"""Packages and an output directory in, a `Plan` out; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError
from pysched_gen.output.changes import Change, Status, from_bytes, same_text
from pysched_gen.output.directory import Folder, Found, Sight, check_root, digest_of, explained
from pysched_gen.output.file_changes import Before, file_changes
from pysched_gen.output.files import check_packages
from pysched_gen.output.lock import OwnerRecord, read_lock, record_path, record_text
from pysched_gen.output.orphans import Orphan, orphans
from pysched_gen.output.section_changes import section_body, section_changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pysched_gen.output.files import Package
    from pysched_gen.output.sections import SharedText

__all__ = ["Plan", "RecordWrite", "Write", "make_plan"]

_LONGEST = 4000  # characters; few systems can open a longer path


@dataclass(frozen=True, slots=True)
class Write:
    """One file: what is there, its bytes to be; None for no file.

    With `keep` the user's version is put beside it first.
    """

    path: str
    found: Found
    after: bytes | None
    keep: bool = False

    @property
    def before(self) -> bytes | None:
        """The bytes on disk, None for no file."""
        return self.found.data


@dataclass(frozen=True, slots=True)
class RecordWrite:
    """One file of the lock: its bytes now, while the run writes, and to be; None for no file.

    `stale` tells that it does not hold the digests of what is wanted.
    """

    path: str
    before: bytes | None
    meanwhile: bytes | None
    after: bytes | None
    stale: bool

    @property
    def status(self) -> Status:
        """Return what it is where it is stale: a package that is new has had no record."""
        return Status.NEW if self.before is None else Status.STALE


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does to an output directory.

    Attributes:
        root: the output directory.
        changes: every file and section this run is about, in order of path and owner.
        writes: what that means on disk, in order of path.
        records: what changes in the lock, in order of path.
        orphans: packages whose source is gone or makes another one now.
        other_options: owner of a package to the options that made what is there, where this run
            has others.
        force: conflicts are written, the user's versions kept beside.
        shared: what each shared file says afterwards, by path.
    """

    root: Path
    changes: tuple[Change, ...]
    writes: tuple[Write, ...]
    records: tuple[RecordWrite, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    other_options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    force: bool = False
    shared: tuple[tuple[str, SharedText], ...] = ()

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
    *,
    remove: Sequence[str] = (),
    prune: bool = False,
    force: bool = False,
) -> Plan:
    """Compare `packages` with what `root` holds; nothing is changed.

    The files of the owners in `remove` count as orphans, and with `prune` those of all owners that
    are not in this run. Hold `locked.locked(root)` around this and `apply` if another process may
    write too.

    Raises:
        UsageError: two packages clash, or `root` cannot be used.
        ConfigError: the lock cannot be read.
        ConflictError: a directory is where a file has to go, or the reverse.
    """
    check_packages(packages)
    check_root(root)
    with explained(root):
        try:
            folder = Folder.at(root)
        except FileNotFoundError:
            return _plan(root, None, packages, (prune, force), remove)
        with folder:
            return _plan(root, folder, packages, (prune, force), remove)


def _plan(
    root: Path,
    folder: Folder | None,
    packages: Sequence[Package],
    flags: tuple[bool, bool],
    remove: Sequence[str],
) -> Plan:
    prune, force = flags
    longest = _LONGEST - len(str(root)) - 1
    for package in packages:
        for file in package.files:
            if len(file.path) > longest:
                raise UsageError(
                    f"{root}: the path is too long; choose a shorter name or directory"
                )
    lock = read_lock(folder)
    present = {package.owner for package in packages}
    going = tuple(
        owner for owner in lock.owners if owner not in present and (prune or owner in remove)
    )
    with Sight(folder) as sight:
        before = Before(sight, lock, going)
        files = file_changes(before, packages)
        shared = section_changes(before, packages)
        writes = [
            _file_write(before, change) for change in files if change.status is not Status.SAME
        ]
    writes += [
        Write(file.path, file.found, file.after, keep=any(c.conflict for c in file.changes))
        for file in shared
        if file.found.data != file.after
    ]
    changes = [*files, *(change for file in shared for change in file.changes)]
    left = {owner: record for owner, record in lock.owners.items() if owner not in going}
    return Plan(
        root,
        tuple(sorted(changes, key=lambda change: (change.path, change.owner))),
        tuple(sorted(writes, key=lambda write: write.path)),
        tuple(_record_writes(before, packages)),
        orphans(root, left, packages),
        tuple(
            (package.owner, record.options)
            for package in packages
            if (record := lock.owners.get(package.owner)) is not None
            and record.options != package.options
        ),
        force,
        tuple((file.path, file.content) for file in shared),
    )


def _file_write(before: Before, change: Change) -> Write:
    after = None if change.new is None else change.new.encode()
    return Write(change.path, before.look(change.path), after, keep=bool(change.conflict))


def _record_writes(before: Before, packages: Sequence[Package]) -> list[RecordWrite]:
    written = {file.path for package in packages for file in package.files if not file.shared}
    wanted: dict[str, OwnerRecord | None] = dict.fromkeys(before.pruned)
    for owner, record in before.lock.owners.items():
        if owner not in wanted and written & set(record.files):
            kept = {path: known for path, known in record.files.items() if path not in written}
            wanted[owner] = replace(record, files=kept)
    wanted |= {package.owner: _record(package) for package in packages}
    found = (
        _record_write(owner, before.lock.owners.get(owner), record)
        for owner, record in sorted(wanted.items())
    )
    return [write for write in found if write is not None]


def _record_write(
    owner: str, old: OwnerRecord | None, new: OwnerRecord | None
) -> RecordWrite | None:
    path = record_path(owner)
    data = None if old is None else old.data
    if new is None:
        return RecordWrite(path, data, data, None, stale=True)
    text = record_text(new)
    if data is not None and same_text(from_bytes(data), text):
        return None
    if old is None:
        return RecordWrite(path, data, text.encode(), text.encode(), stale=True)
    both = replace(
        new, files=_both(old.files, new.files), sections=_both(old.sections, new.sections)
    )
    stale = (dict(old.files), dict(old.sections)) != (dict(new.files), dict(new.sections))
    return RecordWrite(path, data, record_text(both).encode(), text.encode(), stale=stale)


def _both(
    old: Mapping[str, frozenset[str]], new: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    paths = {**old, **new}
    return {path: old.get(path, frozenset()) | new.get(path, frozenset()) for path in paths}


def _record(package: Package) -> OwnerRecord:
    return OwnerRecord(
        files={
            file.path: frozenset({digest_of(file.text.encode())})
            for file in package.files
            if not file.shared
        },
        sections={
            file.path: frozenset({digest_of(section_body(file.text).encode())})
            for file in package.files
            if file.shared and file.text
        },
        source=package.source,
        options=package.options,
    )
