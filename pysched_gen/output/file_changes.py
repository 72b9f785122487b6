"""Whole files of the packages and what the directory holds in, `Change` values out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import PyschedError
from pysched_gen.output.changes import Change, Status, Texts, compare, from_bytes
from pysched_gen.output.files import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.output.directory import Found, Sight
    from pysched_gen.output.files import Package
    from pysched_gen.output.lock import Lock

__all__ = ["LINK", "Before", "file_changes"]

_TYPES = "pdg/types/"
LINK = "{path} is a symbolic link, which writing would replace by a file"


@dataclass(frozen=True, slots=True)
class Before:
    """The directory as the run finds it. `pruned` are the owners whose files go."""

    sight: Sight
    lock: Lock
    pruned: tuple[str, ...] = ()

    def known(self, path: str, owner: str) -> frozenset[str]:
        """Return the digests of what we wrote to `path`, for `owner` or for one that goes."""
        for name in (owner, *self.pruned):
            record = self.lock.owners.get(name)
            if record is not None and path in record.files:
                return record.files[path]
        return frozenset()

    def look(self, path: str) -> Found:
        """Return what stands at `path`; see `directory.Sight`."""
        return self.sight.look(path)

    def holders(self) -> dict[str, list[str]]:
        """Return the owners that stay of each path."""
        found: dict[str, list[str]] = {}
        for name, record in self.lock.owners.items():
            if name not in self.pruned:
                for path in record.files:
                    found.setdefault(path, []).append(name)
        return found


def file_changes(before: Before, packages: Sequence[Package]) -> list[Change]:
    """Classify every file that `packages` want, that they no longer want, or that hides one.

    Raises:
        ConflictError, UsageError, OSError: as `directory.look`.
    """
    wanted = {
        file.path: (package.owner, file.text)
        for package in packages
        for file in package.files
        if not file.shared
    }
    shared = {file.path for package in packages for file in package.files if file.shared}
    candidates: dict[str, tuple[str, str | None]] = dict(_orphans(before, packages))
    candidates |= {path: (owner, None) for path, owner in _twins(before, wanted)}
    candidates |= wanted
    holders = before.holders()
    changes = (
        _change(before, path, owner, text, holders.get(path, ()))
        for path, (owner, text) in candidates.items()
        if path not in shared
    )
    return [change for change in changes if change is not None]


def _change(
    before: Before, path: str, owner: str, text: str | None, holders: Sequence[str]
) -> Change | None:
    found = before.look(path)
    old = None if found.data is None else from_bytes(found.data)
    conflict = LINK.format(path=path) if found.link else ""
    holder = next((name for name in holders if name != owner), None)
    if holder is not None and old is not None:
        conflict = f'{path} is in the way of "{owner}" and belongs to "{holder}"'
    texts = Texts(old, text, before.known(path, owner))
    change = compare(path, owner, texts, conflict=conflict)
    if change is not None and found.link and change.status is Status.SAME:
        return replace(change, status=Status.EDITED, conflict=conflict)
    return change


def _orphans(
    before: Before, packages: Sequence[Package]
) -> Iterator[tuple[str, tuple[str, str | None]]]:
    for owner in (*before.pruned, *(package.owner for package in packages)):
        record = before.lock.owners.get(owner)
        for path in record.files if record is not None else ():
            yield path, (owner, None)


def _twins(before: Before, wanted: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Return files that hide a wanted module or are hidden by it.

    Python takes the package `farmq/` before the module `farmq.py`, so only one may be there.
    """
    units = {unit_of(path): path for path in wanted}
    for unit, path in units.items():
        owner = wanted[path][0]
        if not unit.startswith(_TYPES):
            continue
        if unit != path:
            twin = f"{unit}.py"
        elif unit.endswith(".py"):
            twin = f"{unit.removesuffix('.py')}/__init__.py"
        else:
            continue
        if not before.known(twin, owner) and _is_file(before, twin):
            yield twin, owner


def _is_file(before: Before, path: str) -> bool:
    try:
        return before.look(path).data is not None
    except PyschedError:
        return False
