"""One visible change of the output directory: how it is done, and undone from any half-way state.

A step finds its new content at `<slot>.new` in the staging directory and leaves the old content at
`<slot>.old`. An exchange leaves the old content at `<slot>.new` instead; the digests of the new
content tell which is which. While the journal exists nothing is taken out of staging, so a killed
run can always be undone, and undoing can be killed and repeated too.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.output.exchange import exchange
from pysched_gen.output.links import digest_at, link_or_copy, salvage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Step", "do", "fits", "rescue", "undo"]


@dataclass(frozen=True, slots=True)
class Step:
    """One file or one package directory that changes as a whole.

    Attributes:
        target: path relative to the output directory.
        slot: name in the staging directory.
        directory: the target is a directory.
        before, after: `digest_at` by path below the target ("" for the target itself) of the files
            that change.
        has_old, has_new: the target exists before, after.
    """

    target: str
    slot: str
    directory: bool
    before: Mapping[str, str]
    after: Mapping[str, str]
    has_old: bool
    has_new: bool


def do(root: Path, staging: Path, step: Step) -> None:
    """Make the change visible.

    Raises:
        OSError: it failed; `undo` cleans up.
    """
    target, old, new = _places(root, staging, step)
    if not step.has_old:
        new.replace(target)
    elif not step.has_new:
        target.replace(old)
    elif step.directory:
        _swap(new, target, old)
    else:
        link_or_copy(target, old)
        new.replace(target)


def undo(root: Path, staging: Path, step: Step) -> None:
    """Bring the old content back, unless the new content was edited since.

    Raises:
        OSError: it failed and can be tried again.
    """
    target, old, new = _places(root, staging, step)
    if step.directory and step.has_new:
        (_undo_swap if step.has_old else _undo_creation)(target, old, new, step)
    elif not step.has_new:
        _undo_removal(target, old)
    elif not os.path.lexists(new) and fits(target, step.after):
        if step.has_old:
            old.replace(target)
        else:
            target.replace(new)


def rescue(root: Path, staging: Path, step: Step) -> None:
    """Carry over what others put into the old directory after it was copied.

    Raises:
        OSError: it failed; `undo` cleans up.
    """
    target, old, new = _places(root, staging, step)
    if step.directory and step.has_old:
        salvage(old if old.exists() else new, target, step.before)


def fits(place: Path, digests: Mapping[str, str]) -> bool:
    """Tell whether every file of `digests` at `place` is as it says."""
    return all(digest_at(place / name) == digest for name, digest in digests.items())


def _places(root: Path, staging: Path, step: Step) -> tuple[Path, Path, Path]:
    return root / step.target, staging / f"{step.slot}.old", staging / f"{step.slot}.new"


def _swap(one: Path, target: Path, aside: Path) -> None:
    if not exchange(one, target):
        target.replace(aside)
        one.replace(target)


def _undo_swap(target: Path, old: Path, new: Path, step: Step) -> None:
    # Only an exchange leaves the old content at the place of the new one.
    aside = old if old.exists() else new
    if not aside.exists() or fits(aside, step.after):
        return
    if not target.exists():
        aside.replace(target)
    elif fits(target, step.after):
        salvage(target, aside, step.after)
        _swap(aside, target, aside.with_suffix(".undone"))
    elif old.exists() and new.exists():
        # Killed between two renames; someone has made a new directory since.
        salvage(old, target, step.before)


def _undo_creation(target: Path, old: Path, new: Path, step: Step) -> None:
    if target.exists():
        if new.exists() or not fits(target, step.after):
            return
        salvage(target, old, step.after)
        if not _holds_something(old):
            target.replace(new)
            return
        _swap(old, target, new)
    elif new.exists() and _holds_something(old):
        # Undoing was killed between two renames.
        old.replace(target)


def _holds_something(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _undo_removal(target: Path, old: Path) -> None:
    if not os.path.lexists(target):
        if os.path.lexists(old):
            target.parent.mkdir(parents=True, exist_ok=True)
            old.replace(target)
    elif target.is_dir() and old.is_dir():
        salvage(old, target, {})
