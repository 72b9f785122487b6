"""A scheduler that tells success must tell failure too.

## What it does
Reports a scheduler whose own texts tell that items succeeded, outside of onSchedule, and nowhere
that one failed or was cancelled, or that the cook is to end. Ids of callbacks that are handed on
count as told.

## Why it matters on a farm
An item that fails stays "cooking" for ever. The cook never ends, the artist waits over night for
a job that was dead after a minute, and the licence it holds is lost to others.

## Bad
    # ontick.py
    for item_id, job in list(self.jobs.items()):
        if job.poll() is not None:
            self.onWorkItemSucceeded(item_id, -1, self.took(item_id))
            del self.jobs[item_id]
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}

## Good
    # ontick.py
    for item_id, job in list(self.jobs.items()):
        if job.poll() is None:
            continue
        del self.jobs[item_id]
        if job.returncode == 0:
            self.onWorkItemSucceeded(item_id, -1, self.took(item_id))
        else:
            self.onWorkItemFailed(item_id, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.reported_ends import lone_reports
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG148", Severity.WARNING)

_TOLD = frozenset({"onWorkItemSucceeded", "workItemSucceeded"})
# Any of these says that a failure is told, by whatever name it is reached.
_FAILURES = (
    *("WorkItemFailed", "workItemFailed", "WorkItemCancel", "workItemCancel", "CookFailed"),
    *("CookCanceled", "SchedulerCancelCook", "cancelCook", "CookError", "cookError", "addError"),
    *("scheduleResult.Failed", "EventType.CookError", "getattr(self", "super("),
)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report the first success of a scheduler that knows no failure."""
    for place, is_own in lone_reports(context, _TOLD, _FAILURES, ("onSchedule",)):
        if is_own:
            yield Finding(
                place,
                "success is told here and failure nowhere, so a cook in which an item "
                "fails never ends; call self.onWorkItemFailed(id, -1) for those",
            )
        return
