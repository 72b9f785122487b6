"""Newer texts of what a snippet folder was made from in, the folder brought up to date out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError
from pysched_gen.output.directory import explained
from pysched_gen.output.write_file import write_single
from pysched_gen.scaffold.made_from import MEMORY, with_memory
from pysched_gen.scaffold.merge import Merged, has_markers, merge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pysched_gen.scaffold.made_from import MadeFrom

__all__ = ["Change", "update_folder"]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a file of the folder: `conflict` is why a person has to look, or ""."""

    name: str
    done: str
    conflict: str = ""


def update_folder(
    folder: Path, base: Mapping[str, str], new: Mapping[str, str], made_from: MadeFrom
) -> list[Change]:
    """Bring the changes from `base` to `new` into the files of `folder`; return what changed.

    All is merged before anything is written, each file is replaced whole, and what the folder
    was made from is written last: a run that was stopped can be run again.

    Raises:
        UsageError: a file has conflict markers already, cannot be merged or written, or is a
            link that leads out of the folder.
    """
    found: dict[str, tuple[bytes | None, Merged]] = {}
    for name in sorted(base.keys() | new.keys()):
        path = folder / name
        with explained(path):
            if not path.resolve().is_relative_to(folder.resolve()):
                raise UsageError(f"{path}: is a link that leads out of {folder}; remove it")
            mine = path.read_bytes() if path.is_file() else None
        merged = merge(str(path), base.get(name), mine, new.get(name), made_from.origin)
        found[name] = (mine, merged)
    changes = []
    for name, (mine, merged) in found.items():
        if merged.data == mine:
            done = ""
        elif merged.data is None:
            done = "removed"
        else:
            done = "written" if mine is None else "changed"
        conflict = merged.conflict
        if not conflict and mine is not None and not done and has_markers(mine):
            conflict = "still has conflict markers"
        if done or conflict:
            changes.append(Change(name, done, conflict))
        if done:
            _put(folder / name, merged.data)
    _put(folder / MEMORY, with_memory(made_from, new)[MEMORY].encode())
    return changes


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        with explained(path):
            path.unlink()
    else:
        write_single(path, data, is_ours=lambda _old: True)
