"""A `Plan` in; its new files and package directories out, complete but not yet visible."""

from __future__ import annotations

import os
from itertools import groupby
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError
from pysched_gen.output.disk import look
from pysched_gen.output.files import LOCK_NAME, unit_of
from pysched_gen.output.links import (
    NOTHING,
    digest_at,
    free_name,
    link_or_copy,
    link_tree,
    remove_empty,
    sync_directory,
    write_file,
)
from pysched_gen.output.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pysched_gen.output.plan import Plan, Write

__all__ = ["changed_meanwhile", "stage"]


def stage(plan: Plan, staging: Path) -> tuple[Step, ...]:
    """Build all that `plan` makes in `staging` and give the steps that put it in place.

    What appears comes before what goes, so a module that becomes a package is never missing; the
    lock comes last.

    Raises:
        ConflictError: the directory has changed since it was planned.
        OSError: it cannot be written.
    """
    stager = _Stager(plan.root, staging)
    by_unit = groupby(
        sorted(plan.writes, key=lambda write: unit_of(write.path)),
        key=lambda write: unit_of(write.path),
    )
    steps = [step for unit, writes in by_unit for step in stager.unit(unit, list(writes))]
    return tuple(sorted(steps, key=lambda s: (s.target == LOCK_NAME, NOTHING in s.after.values())))


def changed_meanwhile(path: str) -> ConflictError:
    """Give the error for a file that someone changed while we worked."""
    return ConflictError(f"{path} was changed by someone else meanwhile; run again")


class _Stager:
    def __init__(self, root: Path, staging: Path) -> None:
        self._root = root
        self._staging = staging
        self._count = 0

    def unit(self, unit: str, writes: list[Write]) -> Iterator[Step]:
        for write in writes:
            if look(self._root, write.path).data != write.before:
                raise changed_meanwhile(write.path)
        if [write.path for write in writes] != [unit]:
            yield self._directory(unit, writes)
            return
        for write in writes:
            if write.keep and write.before is not None:
                yield self._kept(write.path)
            yield self._file(write)

    def _slot(self) -> tuple[str, Path]:
        slot = str(self._count)
        self._count += 1
        return slot, self._staging / f"{slot}.new"

    def _kept(self, path: str) -> Step:
        slot, new = self._slot()
        target = free_name(self._root / path)
        link_or_copy(self._root / path, new)
        return _step(slot, target.relative_to(self._root).as_posix(), target, new)

    def _file(self, write: Write) -> Step:
        slot, new = self._slot()
        target = self._root / write.path
        if write.after is not None:
            write_file(new, write.after, like=target)
        return _step(slot, write.path, target, new)

    def _directory(self, unit: str, writes: list[Write]) -> Step:
        slot, new = self._slot()
        target = self._root / unit
        if target.is_symlink():
            raise ConflictError(
                f"{target} is a symbolic link, which writing would replace by a directory; "
                "move it away and run again"
            )
        names = {write.path.removeprefix(f"{unit}/"): write for write in writes}
        if target.exists():
            link_tree(target, new, skip=names)
        else:
            new.mkdir()
        for name, write in names.items():
            _fill(target / name, new / name, write, new)
        _sync_tree(new)
        has_new = any(new.iterdir())
        if not has_new:
            new.rmdir()
        before = {name: digest_at(target / name) for name in names}
        after = {name: digest_at(new / name) for name in names}
        return Step(unit, slot, True, before, after, target.exists(), has_new)


def _step(slot: str, path: str, target: Path, new: Path) -> Step:
    before, after = {"": digest_at(target)}, {"": digest_at(new)}
    exists = os.path.lexists
    return Step(path, slot, False, before, after, exists(target), exists(new))


def _fill(old: Path, new: Path, write: Write, top: Path) -> None:
    """Put one file of a package directory, or the user's version of it, into the new one."""
    new.parent.mkdir(parents=True, exist_ok=True)
    if write.keep and write.before is not None:
        link_or_copy(old, new.with_name(free_name(old).name))
    if write.after is not None:
        write_file(new, write.after, like=old)
    remove_empty(new.parent, top)


def _sync_tree(folder: Path) -> None:
    for path, _, _ in os.walk(folder, topdown=False):
        sync_directory(type(folder)(path))
