"""A `Plan` in, what of it is not up to date out: findings, for the formats that `check` has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Diagnostic, Severity
from pysched_gen.output.changes import Status
from pysched_gen.output.report import STATUS_WORDS, orphan_lines
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.output.plan import Plan

__all__ = ["output_findings"]

_NAMES = {
    Status.NEW: "not-generated",
    Status.STALE: "stale-output",
    Status.MISSING: "missing-output",
    Status.EDITED: "edited-output",
    Status.FOREIGN: "foreign-output",
    Status.ORPHAN: "orphan-output",
}
_RECORD, _PACKAGE, _SCENES = "stale-record", "orphan-package", "saved-scenes"


def output_findings(
    plan: Plan, command: str, scene_warnings: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """Return one finding for each file, section, record and package of `plan` to mend.

    `command` mends them; each message ends with it. `scene_warnings` come last, as warnings.
    """
    mend = f"; run {command}"
    found = [
        _finding(
            plan,
            change.path,
            _NAMES[change.status],
            (f'section "{change.owner}" is ' if change.shared else "is ")
            + (change.conflict or STATUS_WORDS[change.status])
            + mend,
        )
        for change in plan.outdated
    ]
    found += [
        _finding(
            plan,
            record.path,
            _RECORD if record.status is Status.STALE else _NAMES[record.status],
            f"is {STATUS_WORDS[record.status]}{mend}",
        )
        for record in plan.records
        if record.stale
    ]
    found += [
        _finding(plan, "", _PACKAGE, f"{line}{mend} --remove {orphan.owner}")
        for line, orphan in zip(orphan_lines(plan), plan.orphans, strict=True)
    ]
    found += [_finding(plan, "", _SCENES, line, Severity.WARNING) for line in scene_warnings]
    return tuple(found)


def _finding(
    plan: Plan, path: str, name: str, message: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    place = str(plan.root / path) if path else str(plan.root)
    return Diagnostic(name, name, severity, message, Origin(place).span())
