"""A `Plan` to disk: each file and each package folder switches in one step.

New content is completed out of sight, the lock learns both the old and the new digests, all
switches, and the lock forgets the old. There is no way back and none is needed: the generator is
deterministic, so after a kill `--check` says what is out of date and the next run completes it.
What comes out of a switch is compared with what was planned from; if someone wrote meanwhile, the
switch is taken back.
"""

from __future__ import annotations

import stat
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError, InternalError, UsageError
from pysched_gen.output.directory import Folder, LinkError, explanation, look, opened
from pysched_gen.output.files import LOCK_NAME, unit_of
from pysched_gen.output.report import conflict_of
from pysched_gen.output.staging import COMMITTING, RECORD_PREFIX, staging

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Sequence

    from pysched_gen.output.locked import Locked
    from pysched_gen.output.plan import Plan, RecordWrite, Write

__all__ = ["apply", "link_tree"]

_DEEPEST = 64


def apply(plan: Plan, held: Locked) -> None:
    """Write `plan`; `held` is what `locked.locked` gave for the same directory.

    A package folder changes in one step where the system can exchange two folders. Elsewhere it is
    missing for the moment between two renames.

    Raises:
        ConflictError: the plan has conflicts, or the directory has changed since it was made.
        UsageError: something cannot be written.
    """
    if held.root != plan.root:
        raise InternalError(f"{plan.root} is not locked; please report this")
    if plan.conflicts:
        raise conflict_of(plan)
    if not plan.writes and not plan.records:
        return
    run = _Run(plan, held)
    try:
        run.check()
        with staging(held.folder, held.known(plan)) as folder:
            run.write(folder)
    except OSError as error:
        what = "nothing was written" if not run.visible else "run again to complete the rest"
        raise UsageError(f"{explanation(plan.root, error)}; {what}") from error


class _Run:
    def __init__(self, plan: Plan, held: Locked) -> None:
        self.plan = plan
        self.root = held.folder
        self.visible = False
        self.made: list[str] = []

    def check(self) -> None:
        """Refuse what cannot be replaced before anything is done."""
        closed = []
        for write in self.plan.writes:
            found = write.found.status
            if write.found.link and not write.keep:
                place = self.root.path / write.path
                raise ConflictError(f"{place} is a symbolic link; replace it by the file itself")
            if found is not None and not write.found.link and not found.st_mode & stat.S_IWUSR:
                closed.append(str(self.root.path / write.path))
        for record in self.plan.records:
            there = look(self.root, record.path)
            if there.status is not None and not there.status.st_mode & stat.S_IWUSR:
                closed.append(str(self.root.path / record.path))
        for unit, _ in _units(self.plan.writes):
            for path in (unit.rpartition("/")[0], unit):
                gone = (FileNotFoundError, NotADirectoryError, LinkError)
                with suppress(*gone), opened(self.root, path) as folder:
                    folder.check_writable()
        if closed:
            raise UsageError(
                f"read-only: {', '.join(closed)}; make writable what may be written "
                "(chmod u+w, or check it out), then run again; nothing was written"
            )

    def write(self, folder: Folder) -> None:
        """Stage all, then switch all; `folder` is the staging folder."""
        for half in ("new", "old"):
            folder.make(half)
        with folder.folder("new") as new, folder.folder("old") as old:
            units = [_Unit(self.root, new, old, *unit) for unit in _units(self.plan.writes)]
            for unit in units:
                unit.stage()
            for number, record in enumerate(self.plan.records):
                self._stage_record(new, record, number)
            self._check_records()
            folder.write(COMMITTING, b"")
            try:
                self._commit(folder, new, units)
            finally:
                # Folders made for what then failed.
                for path in reversed(self.made):
                    _remove_empty(self.root, path)

    def _stage_record(self, new: Folder, record: RecordWrite, number: int) -> None:
        like = look(self.root, record.path).status
        name = f"{RECORD_PREFIX}{number}"
        if record.meanwhile is not None and record.meanwhile != record.before:
            new.write(name, record.meanwhile, like)
        if record.after is not None and record.after != record.meanwhile:
            new.write(f"{name}-after", record.after, like)

    def _check_records(self) -> None:
        for record in self.plan.records:
            if look(self.root, record.path).data != record.before:
                raise _changed(record.path)

    def _commit(self, folder: Folder, new: Folder, units: list[_Unit]) -> None:
        for number, record in enumerate(self.plan.records):
            if record.meanwhile is not None and record.meanwhile != record.before:
                with opened(self.root, LOCK_NAME, make=self.made) as lock:
                    new.rename(f"{RECORD_PREFIX}{number}", lock, record.path.rpartition("/")[2])
                    self.visible = True
                    lock.sync()
        # What appears comes before what goes, so a module that becomes a package is never missing.
        for unit in sorted(units, key=lambda unit: not unit.has_new):
            unit.switch(self.made)
            self.visible = True
        for unit in units:
            unit.rescue()
        # From here on nothing in the staging folder is needed, whoever finds it.
        folder.remove(COMMITTING)
        for number, record in enumerate(self.plan.records):
            if record.after == record.meanwhile:
                continue
            with opened(self.root, LOCK_NAME) as lock:
                name = record.path.rpartition("/")[2]
                if record.after is None:
                    with suppress(FileNotFoundError):
                        lock.remove(name)
                else:
                    new.rename(f"{RECORD_PREFIX}{number}-after", lock, name)
                lock.sync()
        if any(record.after is None for record in self.plan.records):
            _remove_empty(self.root, LOCK_NAME)


def _units(writes: Sequence[Write]) -> list[tuple[str, list[Write]]]:
    ordered = sorted(writes, key=lambda write: unit_of(write.path))
    return [(unit, list(some)) for unit, some in groupby(ordered, lambda one: unit_of(one.path))]


def _changed(path: str) -> ConflictError:
    return ConflictError(f"{path} was changed by someone else meanwhile; run again")


class _Unit:
    """One file or one package folder that switches as a whole."""

    def __init__(
        self, root: Folder, new: Folder, old: Folder, path: str, writes: list[Write]
    ) -> None:
        self.root, self.new, self.old = root, new, old
        self.path = path
        self.parent, _, self.name = path.rpartition("/")
        self.writes = writes
        self.is_folder = [write.path for write in writes] != [path]
        self.has_new = True
        self.has_old = False
        self.aside = new  # where the old content is after the switch

    def stage(self) -> None:
        for write in self.writes:
            if look(self.root, write.path).digest != write.found.digest:
                raise _changed(write.path)
        with opened(self.new, self.parent, make=[]) as new:
            (self._stage_folder if self.is_folder else self._stage_file)(new)

    def _stage_file(self, new: Folder) -> None:
        [write] = self.writes
        self.has_old, self.has_new = write.before is not None, write.after is not None
        if write.after is not None:
            like = None if write.found.link else write.found.status
            new.write(self.name, write.after, like)

    def _stage_folder(self, new: Folder) -> None:
        new.make(self.name)
        names = {write.path.removeprefix(f"{self.path}/"): write for write in self.writes}
        with new.folder(self.name) as made:
            before = self._link_present(made, names)
            for name, write in names.items():
                _fill(self.root, made, self.path, name, write)
            self.has_new = bool(made.names())
            made.sync()
        if not self.has_new:
            new.remove_folder(self.name)
        elif before is not None:
            new.imitate(self.name, before)

    def _link_present(self, made: Folder, names: Collection[str]) -> os.stat_result | None:
        try:
            parent = opened(self.root, self.parent)
            with parent as here:
                before = here.status(self.name)
                if before is None:
                    return None
                self.has_old = True
                with here.folder(self.name) as there:
                    link_tree(there, made, names)
                return before
        except FileNotFoundError:
            return None

    def switch(self, made: list[str]) -> None:
        with (
            opened(self.root, self.parent, make=made) as here,
            opened(self.new, self.parent) as new,
        ):
            if not self.is_folder:
                self._keep(here)
            if not self.has_old:
                self._appear(new, here)
            elif not self.has_new:
                self._go(here)
            else:
                self._trade(new, here)
            here.sync()
        if not self.has_new:
            _remove_empty(self.root, self.parent)

    def _keep(self, here: Folder) -> None:
        """Put the user's version of a file beside it, unless it is there from a killed run."""
        [write] = self.writes
        if not write.keep or write.before is None:
            return
        kept = [one for one in here.names() if one.startswith(f"{self.name}.orig")]
        if not any(here.is_same(self.name, here, one) for one in kept):
            here.link(self.name, here, here.free_name(self.name))

    def _appear(self, new: Folder, here: Folder) -> None:
        try:
            new.place(self.name, here, self.name)
        except OSError as error:
            if isinstance(error, FileExistsError):
                raise _changed(self.path) from error
            raise

    def _go(self, here: Folder) -> None:
        with opened(self.old, self.parent, make=[]) as old:
            here.rename(self.name, old, self.name)
            self.aside = self.old
            if not self._fits(old):
                old.place(self.name, here, self.name)
                raise _changed(self.path)

    def _trade(self, new: Folder, here: Folder) -> None:
        if new.exchange(self.name, here, self.name):
            if not self._fits(new):
                new.exchange(self.name, here, self.name)
                raise _changed(self.path)
            return
        with opened(self.old, self.parent, make=[]) as old:
            self.aside = self.old
            if self.is_folder:
                here.rename(self.name, old, self.name)
            else:
                here.link(self.name, old, self.name)
            if not self._fits(old):
                if self.is_folder:
                    old.place(self.name, here, self.name)
                raise _changed(self.path)
            try:
                new.rename(self.name, here, self.name)
            except OSError:
                if self.is_folder:
                    old.place(self.name, here, self.name)
                raise

    def _fits(self, folder: Folder) -> bool:
        """Tell whether the content taken out is the one that was planned from."""
        for write in self.writes:
            name = write.path.removeprefix(self.path).lstrip("/")
            above, _, last = f"{self.name}/{name}".rstrip("/").rpartition("/")
            try:
                with opened(folder, above) as there:
                    if there.digest(last) != write.found.digest:
                        return False
            except OSError:
                if write.found.digest:
                    return False
        return True

    def rescue(self) -> None:
        """Carry over what others put into the old folder after it was copied."""
        if not self.is_folder or not self.has_old:
            return
        known = {write.path: write.found.digest for write in self.writes}
        with opened(self.aside, self.parent) as aside:
            found = aside.status(self.name)
            if found is None or not stat.S_ISDIR(found.st_mode):
                return
            with aside.folder(self.name) as old:
                _rescue(old, self.root, self.path, known)


def _rescue(old: Folder, root: Folder, path: str, known: dict[str, str]) -> None:
    for name in old.names():
        below = f"{path}/{name}"
        found = old.status(name)
        if found is not None and stat.S_ISDIR(found.st_mode):
            with old.folder(name) as inner:
                _rescue(inner, root, below, known)
        elif below not in known or old.digest(name) != known[below]:
            made: list[str] = []
            with opened(root, path, make=made) as there:
                if not old.is_same(name, there, name):
                    free = name if there.status(name) is None else there.free_name(name)
                    old.link(name, there, free)


def _fill(root: Folder, made: Folder, unit: str, name: str, write: Write) -> None:
    """Put one file of a package folder, or the user's version of it, into the new one."""
    above, _, last = name.rpartition("/")
    with opened(made, above, make=[]) as new:
        if write.keep and write.before is not None:
            with opened(root, f"{unit}/{above}".rstrip("/")) as there:
                kept = [one for one in new.names() if one.startswith(f"{last}.orig")]
                if not any(there.is_same(last, new, one) for one in kept):
                    there.link(last, new, new.free_name(last))
        if write.after is not None:
            new.write(last, write.after, None if write.found.link else write.found.status)
    _remove_empty(made, above)


def link_tree(source: Folder, copy: Folder, skip: Collection[str], depth: int = 0) -> None:
    """Give all that `source` holds a second name in the folder `copy`, paths in `skip` aside."""
    if depth > _DEEPEST:
        raise UsageError(f"{source.path}: its folders are nested too deeply; move them away")
    for name in source.names():
        found = source.status(name)
        if found is None:
            continue
        if stat.S_ISDIR(found.st_mode):
            inner = {path.removeprefix(f"{name}/") for path in skip if path.startswith(f"{name}/")}
            copy.make(name)
            with source.folder(name) as one, copy.folder(name) as two:
                link_tree(one, two, inner, depth + 1)
            copy.imitate(name, found)
        elif name not in skip:
            source.link(name, copy, name)


def _remove_empty(root: Folder, path: str) -> None:
    """Remove the folder at `path` and those above it as long as they are empty."""
    with suppress(OSError):
        while path:
            above, _, name = path.rpartition("/")
            with opened(root, above) as folder:
                folder.remove_folder(name)
            path = above
