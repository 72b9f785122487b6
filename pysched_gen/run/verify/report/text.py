"""Outcomes as lines for a person at a terminal, and the summary below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.run.verify.causes import causes_of
from pysched_gen.run.verify.outcome import Status, count
from pysched_gen.visible_text import SafeText, capped_lines, colored, safe, safe_lines, visible_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pysched_gen.run.verify.outcome import Outcome

__all__ = ["cause_lines", "outcome_lines", "printed_lines", "summary_line", "summary_table"]

_COLORS = {
    Status.PASSED: "green",
    Status.FAILED: "red",
    Status.WARNED: "yellow",
    Status.NOTED: "cyan",
    Status.WAIVED: "yellow",
    Status.SKIPPED: "yellow",
}
_WORDS = {Status.WARNED: "WARNING", Status.NOTED: "NOTE"}
_TOLD = (Status.FAILED, Status.WARNED, Status.NOTED, Status.WAIVED)
_MARGIN = "    "
_MOST = 40  # lines of evidence


def outcome_lines(outcome: Outcome, *, color: bool) -> SafeText:
    """Give one line for an outcome, with reason, evidence and meaning below a failed one."""
    status = _WORDS.get(outcome.status, outcome.status.value.upper())
    word = colored(status, _COLORS[outcome.status], on=color)
    head = safe(word, " " * (8 - len(status)), outcome.scenario.name, ": ")
    if outcome.status is Status.SKIPPED:
        return safe(head, visible_line(outcome.evidence))
    lines: list[str] = [safe(head, outcome.scenario.title)]
    if outcome.status in _TOLD:
        lines += [_MARGIN + line for line in capped_lines(outcome.evidence.splitlines(), _MOST)]
        if outcome.status is not Status.NOTED:
            lines.append(f"{_MARGIN}on a farm: {outcome.scenario.meaning}")
    if outcome.folder:
        lines.append(f"{_MARGIN}kept: {outcome.folder}")
    return safe_lines(lines)


def printed_lines(outcome: Outcome) -> SafeText:
    """Give how long a scenario took, and the end of what was printed in it."""
    printed = outcome.printed.splitlines()
    cut = len(printed) - _MOST
    lines = [f"... {cut} lines before", *printed[-_MOST:]] if cut > 0 else printed
    head = f"{_MARGIN}{outcome.seconds:.1f} s{', printed:' if lines else ''}"
    return safe_lines([head, *(f"{_MARGIN}{_MARGIN}{visible_line(line)}" for line in lines)])


def summary_line(outcomes: Sequence[Outcome], seconds: float) -> str:
    """Give "18 passed, 1 failed, 2 skipped in 9.1 s"."""
    counts = count(outcomes)
    parts = [f"{counts[status]} {status.value}" for status in Status if counts[status]]
    return f"{', '.join(parts)} in {seconds:.1f} s"


def summary_table(reports: Mapping[str, Sequence[Outcome]]) -> list[str]:
    """Return a head, and a line for each scheduler: how many outcomes of which status."""
    counts = {name: count(outcomes) for name, outcomes in reports.items()}
    shown = [status for status in Status if any(one[status] for one in counts.values())]
    wide = max([9, *map(len, reports)])
    lines = ["  ".join([f"{'scheduler':{wide}}", *(status.value for status in shown)])]
    for name, one in counts.items():
        cells = [f"{one[status]:{len(status.value)}}" for status in shown]
        lines.append("  ".join([f"{name:{wide}}", *cells]))
    return lines


def cause_lines(outcomes: Sequence[Outcome]) -> list[str]:
    """Give what callbacks raised and how many failures each explains, most first; [] for few.

    Only what explains several is told: a single one is in the evidence of its scenario.
    """
    return [str(cause) for cause in causes_of(outcomes) if len(cause.scenarios) > 1]
