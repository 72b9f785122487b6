"""A `Plan` to disk: all of it, or nothing.

New content is completed out of sight, a journal says what is about to change, then each file and
each package directory switches in one step. A failure is undone at once, a kill by the next run.
"""

from __future__ import annotations

import stat
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError, InternalError, UsageError
from pysched_gen.output.disk import explained
from pysched_gen.output.files import JOURNAL_NAME, STAGING_NAME
from pysched_gen.output.journal import Journal, close, roll_back, write_journal
from pysched_gen.output.links import discard, remove_empty, sync_directory
from pysched_gen.output.report import conflict_message
from pysched_gen.output.staging import changed_meanwhile, stage
from pysched_gen.output.steps import do, fits, rescue

if TYPE_CHECKING:
    from pysched_gen.output.locked import Locked
    from pysched_gen.output.plan import Plan
    from pysched_gen.output.steps import Step

__all__ = ["apply"]


def apply(plan: Plan, held: Locked) -> None:
    """Write `plan`; `held` is what `locked.locked` gave for the same directory.

    A package directory changes in one step where the system can exchange two directories. Elsewhere
    it is missing for the moment between two renames, which the next run mends after a kill.

    Raises:
        ConflictError: the plan has conflicts, or the directory has changed since it was made.
        UsageError: something cannot be written; nothing was changed then.
    """
    if held.root != plan.root:
        raise InternalError(f"{plan.root} is not locked; please report this")
    if plan.conflicts:
        raise ConflictError(conflict_message(plan))
    if not plan.writes:
        return
    with explained(plan.root):
        _check_targets(plan)
        (plan.root / STAGING_NAME).mkdir(exist_ok=True)
        try:
            _write(plan)
        finally:
            # With a journal the staging directory is needed to undo the run.
            if not (plan.root / JOURNAL_NAME).exists():
                discard(plan.root / STAGING_NAME)


def _check_targets(plan: Plan) -> None:
    locked_files = []
    for write in plan.writes:
        target = plan.root / write.path
        if target.is_symlink():
            if not write.keep:
                raise ConflictError(f"{target} is a symbolic link; replace it by the file itself")
        elif target.exists() and not target.stat().st_mode & stat.S_IWUSR:
            locked_files.append(str(target))
    if locked_files:
        raise UsageError(
            f"read-only: {', '.join(locked_files)}; make writable what may be written "
            "(chmod u+w, or check it out), then run again; nothing was written"
        )


def _write(plan: Plan) -> None:
    root = plan.root
    staging = Path(mkdtemp(dir=root / STAGING_NAME))
    steps = stage(plan, staging)
    journal = Journal(staging.name, tuple(_missing_parents(root, steps)), steps)
    write_journal(root, journal)
    try:
        _commit(root, staging, journal)
        close(root)
    except BaseException:
        if (root / JOURNAL_NAME).exists():
            roll_back(root, journal)
        raise


def _missing_parents(root: Path, steps: tuple[Step, ...]) -> list[str]:
    missing: set[str] = set()
    for step in steps:
        folder = (root / step.target).parent
        while folder != root and not folder.exists():
            missing.add(folder.relative_to(root).as_posix())
            folder = folder.parent
    return sorted(missing)


def _commit(root: Path, staging: Path, journal: Journal) -> None:
    for folder in journal.made:
        (root / folder).mkdir()
    for step in journal.steps:
        if not fits(root / step.target, step.before):
            raise changed_meanwhile(step.target)
        do(root, staging, step)
    for step in journal.steps:
        rescue(root, staging, step)
    for step in journal.steps:
        if not step.has_new:
            remove_empty((root / step.target).parent, root)
    for parent in {(root / step.target).parent for step in journal.steps}:
        sync_directory(parent)
