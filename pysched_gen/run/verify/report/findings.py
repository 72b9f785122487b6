"""Outcomes as findings, for the formats that `check` has: GitHub's annotations and SARIF.

What one error in a callback explains is one finding, as in the other formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Diagnostic, Severity, Waiver
from pysched_gen.errors import UsageError
from pysched_gen.run.snippet_place import place_in
from pysched_gen.run.verify.causes import causes_of
from pysched_gen.run.verify.outcome import Status
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pysched_gen.run.verify.causes import Cause
    from pysched_gen.run.verify.outcome import Outcome

__all__ = ["render_github", "render_sarif"]

_SEVERITIES = {
    Status.FAILED: Severity.ERROR,
    Status.WARNED: Severity.WARNING,
    Status.NOTED: Severity.NOTE,
    Status.WAIVED: Severity.ERROR,
}
_MOST = 8  # lines of evidence


def render_github(
    reports: Mapping[str, Sequence[Outcome]], package: str, missing: Sequence[str], version: str
) -> str:
    """Return workflow commands about what `check.machine_report.render_github` shows so.

    `reports` are by scheduler, `package` is where they are, `missing` why others are not.
    """
    from pysched_gen.check import machine_report  # noqa: PLC0415 - start-up

    found, waived = _findings(reports, package)
    return machine_report.render_github(found, waived, _failures(missing, package), version)


def render_sarif(
    reports: Mapping[str, Sequence[Outcome]], package: str, missing: Sequence[str], version: str
) -> str:
    """Return a SARIF 2.1.0 log with a result for each cause, and each scenario that has none.

    Its arguments are those of `render_github`.
    """
    from pysched_gen.check import machine_report  # noqa: PLC0415 - start-up

    found, waived = _findings(reports, package)
    scenarios = [outcome.scenario for outcomes in reports.values() for outcome in outcomes]
    titles = {one.name: one.title for one in scenarios}
    failures = _failures(missing, package)
    return machine_report.render_sarif(found, waived, failures, version, titles)


def _failures(missing: Sequence[str], package: str) -> list[UsageError]:
    return [UsageError(f"{package}: no scheduler could be registered: {one}") for one in missing]


def _findings(
    reports: Mapping[str, Sequence[Outcome]], package: str
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    found: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    for scheduler, outcomes in reports.items():
        causes = causes_of(outcomes)
        told: set[Cause] = set()
        for outcome in outcomes:
            if outcome.status is Status.WAIVED:
                waived.append(_finding(outcome, scheduler, package))
            elif outcome.status in _SEVERITIES:
                own = [one for one in causes if outcome.scenario.name in one.scenarios]
                found += [
                    _finding(outcome, scheduler, package, one) for one in own if one not in told
                ]
                found += [] if own else [_finding(outcome, scheduler, package)]
                told.update(own)
    return found, waived


def _finding(
    outcome: Outcome, scheduler: str, package: str, cause: Cause | None = None
) -> Diagnostic:
    """Return what a scenario found; with `cause`, what explains that and other failures."""
    lines = [line.strip() for line in outcome.evidence.splitlines() if line.strip()]
    waiver = None
    if outcome.status is Status.WAIVED:
        waiver = Waiver(lines.pop(0).removeprefix("waived: "), in_source=False)
    name = outcome.scenario.name
    others = [one for one in cause.scenarios if one != name] if cause else []
    if cause:
        more = f"; failed for it, too: {', '.join(others)}" if others else ""
        lines = [f"{cause}{more}"]
    seen = "; ".join(lines[:_MOST])
    message = f"{scheduler or 'package'}: {seen}; on a farm: {outcome.scenario.meaning}"
    path, line = place_in(cause.raised.text if cause else outcome.evidence) or (package, 1)
    severity, span = _SEVERITIES[outcome.status], Origin(path).span(line)
    return Diagnostic(name, name, severity, message, span, waiver=waiver)
