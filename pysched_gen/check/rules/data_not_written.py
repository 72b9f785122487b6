"""The data of an item must be written before its command runs.

## What it does
Reports an onSchedule that starts a process with the item's command, expanded or not, where no text
calls `createJobDirsAndSerializeWorkItems`.

## Why it matters on a farm
The folders of the cook and the item's data do not exist then: the job's first line, which reads
its attributes, fails, and so does the log.

## Bad
    # onschedule.py
    import subprocess
    command = self.expandCommandTokens(work_item.command, work_item)
    self.jobs[work_item.id] = subprocess.Popen(command, shell=True)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}

## Good
    # onschedule.py
    import subprocess
    self.createJobDirsAndSerializeWorkItems(work_item)
    command = self.expandCommandTokens(work_item.command, work_item)
    self.jobs[work_item.id] = subprocess.Popen(command, shell=True)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG145", Severity.WARNING)

_PROCESSES = frozenset(
    f"from subprocess.{n}" for n in ("call", "run", "Popen", "check_call", "check_output")
)
_PROCESSES |= {"from os.system"}


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report a process whose item has no data yet."""
    texts = context.scheduler.snippets
    if any("createJobDirsAndSerializeWorkItems" in snippet.text for snippet in texts):
        return
    if context.unparsable or not any("command" in snippet.text for snippet in texts):
        return
    for place in context.calls.reached(["onSchedule"]):
        expands = any(
            context.inference.type_of(call.func, place.text) == "method self.expandCommandTokens"
            for call in context.calls.calls(place)
        )
        for call in context.calls.calls(place):
            kind = context.inference.type_of(call.func, place.text)
            if kind in _PROCESSES and (expands or _has_command(call, place.text)):
                yield Finding(
                    place.text.parsed.span(call),
                    "the item's data are not written yet; call "
                    "self.createJobDirsAndSerializeWorkItems(work_item) "
                    "before its command runs",
                )
                return


def _has_command(call: ast.Call, text: Text) -> bool:
    """Return whether a call gets the command of an item as it is."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "command"
        and text.context.inference.type_of(node.value, text) == "WorkItem"
        for node in walk(call)
    )
