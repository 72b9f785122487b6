"""A `Plan` in, what to tell the user about it out."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError
from pysched_gen.output.changes import Status

if TYPE_CHECKING:
    from pysched_gen.output.changes import Change
    from pysched_gen.output.plan import Plan

__all__ = ["STATUS_WORDS", "conflict_of", "orphan_lines", "stale_report"]

STATUS_WORDS = {
    Status.NEW: "not generated yet",
    Status.STALE: "stale",
    Status.MISSING: "missing",
    Status.EDITED: "edited by hand",
    Status.FOREIGN: "in the way, not written by pysched-gen",
    Status.ORPHAN: "orphan, no longer generated",
}
_WAYS_OUT = (
    "Move what you want to keep into the source, or run generate with --force: it writes its own "
    "version and keeps yours beside it as <file>.orig."
)


def conflict_of(plan: Plan) -> ConflictError:
    """Return what stops the run, one line a file, and the ways out."""
    reasons = dict.fromkeys(change.conflict for change in plan.conflicts)
    return ConflictError(*reasons, "Nothing was written.", _WAYS_OUT)


def orphan_lines(plan: Plan) -> list[str]:
    """Return one line for each package that no source makes any more."""
    return [f'package "{orphan.owner}": orphan, {orphan.reason}' for orphan in plan.orphans]


def stale_report(plan: Plan, command: str) -> str:
    """Return what of `plan` is not up to date and that `command` mends it; "" if all is.

    `command` is the one that made the packages, as far as the lock tells.
    """
    records = [
        f"{record.path}: {STATUS_WORDS[record.status]}" for record in plan.records if record.stale
    ]
    lines = [*map(_line, plan.outdated), *records, *orphan_lines(plan)]
    if not lines:
        return ""
    lines += [_other_options(owner, options) for owner, options in plan.other_options]
    words = [command, *(f"--remove {shlex.quote(orphan.owner)}" for orphan in plan.orphans)]
    lines.append(f"Run to mend it: {' '.join(words)}")
    if any(change.conflict for change in plan.outdated):
        lines.append(_WAYS_OUT)
    return "\n".join(lines) + "\n"


def _other_options(owner: str, options: tuple[str, ...]) -> str:
    given = shlex.join(options) or "no option that shapes it"
    return f'package "{owner}" was generated with {given}, and this run has other options'


def _line(change: Change) -> str:
    place = f'section "{change.owner}" of {change.path}' if change.shared else change.path
    status = STATUS_WORDS[change.status]
    known = change.status in (Status.EDITED, Status.FOREIGN)
    reason = f": {change.conflict}" if change.conflict and not known else ""
    return f"{place}: {status}{reason}"
