"""Success that only the job tells is lost with its message.

## What it does
Notes a scheduler whose own texts tell outside of onSchedule that items failed, and nowhere that one
succeeded: success then comes only from the job itself, over the callback server.

## Why it matters on a farm
A message can be lost: the workstation is busy, a firewall closes, the job is killed after its work
is done. The farm says "done", the item stays "cooking", and the cook never ends.

## Bad
    # ontick.py
    for item_id, job in list(self.jobs.items()):
        if job.poll():
            self.onWorkItemFailed(item_id, -1)
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

rule = Rule(__name__, "PSG170", Severity.NOTE)

_TOLD = frozenset({"onWorkItemFailed", "workItemFailed"})
_SUCCESS = ("WorkItemSucceeded", "workItemSucceeded", "CookSucceeded", "getattr(self", "super(")
# What ends a cook, or an item that cannot start, says nothing of those that run.
_BESIDES = ("onSchedule", "onStopCook", "onCancelWorkItems")


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report the first failure of a scheduler that knows no success."""
    for place, is_own in lone_reports(context, _TOLD, _SUCCESS, _BESIDES):
        if is_own:
            yield Finding(
                place,
                "failure is told here and success nowhere: an item whose own message is lost "
                "never ends; ask the farm, and call self.onWorkItemSucceeded",
            )
            return
