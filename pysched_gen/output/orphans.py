"""Packages that no source makes any more: what the lock says of their sources in, reasons out.

Only names are looked at, nothing is read. What another run feeds into the same directory is left in
peace: a source is gone only if the folder that it was in is still there.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pysched_gen.output.files import Package
    from pysched_gen.output.lock import OwnerRecord

__all__ = ["Orphan", "orphans", "source_of"]

_NAME = "--name"


@dataclass(frozen=True, slots=True)
class Orphan:
    """A package that no source makes any more, why that is so, and what its source makes now."""

    owner: str
    reason: str
    successor: str = ""


def source_of(root: Path, path: str, node: str = "") -> str:
    """Return how the lock names a source: its path relative to `root`, a colon, the node in it.

    Return "" where only the root of the file system holds both, for such a path says nothing on
    another machine.
    """
    if not os.path.lexists(path):
        return ""
    here, there = os.path.realpath(root), os.path.realpath(path)
    try:
        both = Path(os.path.commonpath([here, there]))
        if both.parent == both:
            return ""
        relative = os.path.relpath(there, here).replace(os.sep, "/")
    except ValueError:  # another drive
        return ""
    return f"{relative}:{node}" if node else relative


def orphans(
    root: Path, records: Mapping[str, OwnerRecord], packages: Sequence[Package]
) -> tuple[Orphan, ...]:
    """Return those of `records`, by owner, that no source makes any more."""
    made = {package.owner for package in packages}
    by_source: dict[str, list[Package]] = {}
    for package in packages:
        by_source.setdefault(package.source, []).append(package)
    found = []
    for owner, record in sorted(records.items()):
        if owner in made or not record.source:
            continue
        reason = _reason(root, record, by_source.get(record.source, []))
        if reason:
            successors = by_source.get(record.source, [])
            found.append(Orphan(owner, reason, successors[0].owner if successors else ""))
    return tuple(found)


def _reason(root: Path, record: OwnerRecord, packages: Sequence[Package]) -> str:
    if packages:
        # A name from the command line says nothing about the source.
        if _NAME in record.options or _NAME in packages[0].options:
            return ""
        return f'its source {record.source} makes "{packages[0].owner}" now'
    path = record.source.partition(":")[0]
    if Path(path).is_absolute() or "\0" in path:
        return ""
    place = Path(os.path.normpath(os.path.join(os.path.realpath(root), path)))  # noqa: PTH118
    if place.parent.is_dir() and not os.path.lexists(place):
        return f"its source {path} is gone"
    return ""
