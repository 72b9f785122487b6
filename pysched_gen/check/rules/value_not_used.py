"""The value of a parameter must be used where it is read.

## What it does
Reports a parameter of the scheduler's own whose value is given to a name that nothing of the same
body reads.

## Why it matters on a farm
The priority of a node is asked for and never handed to the farm: artists set it, and their frames
wait behind all others.

## Bad
    # onschedule.py
    self.createJobDirsAndSerializeWorkItems(work_item)
    urgent = self.evaluateIntOverride(work_item.node, self.parmprefix, "priority", work_item, 50)
    self.jobs[work_item.id] = self.queue.submit(work_item.name, 50)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}
    self.queue = None
    # ontick.py
    for item_id, job in list(self.jobs.items()):
        if job.done():
            del self.jobs[item_id]
            self.onWorkItemSucceeded(item_id, -1, job.seconds)
        elif job.failed():
            del self.jobs[item_id]
            self.onWorkItemFailed(item_id, -1)
    return pdg.tickResult.SchedulerReady
    # scheduler.toml
    [[parameters]]
    name = "farmq_priority"
    type = "integer"
    overridable = true

## Good
    # onschedule.py
    self.createJobDirsAndSerializeWorkItems(work_item)
    urgent = self.evaluateIntOverride(work_item.node, self.parmprefix, "priority", work_item, 50)
    self.jobs[work_item.id] = self.queue.submit(work_item.name, urgent)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}
    self.queue = None
    # ontick.py
    for item_id, job in list(self.jobs.items()):
        if job.done():
            del self.jobs[item_id]
            self.onWorkItemSucceeded(item_id, -1, job.seconds)
        elif job.failed():
            del self.jobs[item_id]
            self.onWorkItemFailed(item_id, -1)
    return pdg.tickResult.SchedulerReady
    # scheduler.toml
    [[parameters]]
    name = "farmq_priority"
    type = "integer"
    overridable = true

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG219", Severity.WARNING)

_OVERRIDE = re.compile(r"evaluate(Int|Float|String|Bool)Override")
_OF_PORT = re.compile(r"evaluate(Int|Float|String|Bool|RawString)?")


@rule.node(ast.Assign)
def visit(node: ast.Assign, text: Text) -> Iterator[Finding]:
    """Report a name that gets the value of a parameter and is not read."""
    scope = text.function_of(node) or (text.tree if text.callback is not None else None)
    if scope is None or len(node.targets) != 1 or not _reads_parameter(node.value, text):
        return
    (target,) = node.targets
    if not isinstance(target, ast.Name) or target.id.startswith("_"):
        return
    # Where an error of it is caught, the call may be there for that.
    if not _is_used(target.id, scope) and not isinstance(text.parent_of(node), ast.Try):
        yield Finding(
            target,
            f"{target.id} gets the value of a parameter, and nothing reads it after that; hand it "
            "to the job, or remove it",
        )


def _reads_parameter(value: ast.expr, text: Text) -> bool:
    return any(
        isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and (
            (
                _OVERRIDE.fullmatch(one.func.attr)
                and _is_self(one.func.value, text)
                and any(_is_declared(part, text) for part in one.args)
            )
            or (
                _OF_PORT.fullmatch(one.func.attr)
                and isinstance(one.func.value, ast.Subscript)
                and _is_self(one.func.value.value, text)
                and _is_declared(one.func.value.slice, text)
            )
        )
        for one in ast.walk(value)
    )


def _is_declared(name: ast.expr, text: Text) -> bool:
    """Return whether a parameter of the scheduler is called so, with the prefix or without."""
    word = name.value if isinstance(name, ast.Constant) else None
    names = [one.name for one in text.context.scheduler.parameters]
    return isinstance(word, str) and any(
        one == word or (word and one.endswith(f"_{word}")) for one in names
    )


def _is_self(node: ast.expr, text: Text) -> bool:
    return text.context.inference.type_of(node, text) == "self"


def _is_used(name: str, scope: ast.AST) -> bool:
    """Tell whether a body may read a name: what it calls may, where it hands out all it has."""
    for one in ast.walk(scope):
        if isinstance(one, ast.Name) and (
            one.id in ("locals", "vars", "exec", "eval")
            or (one.id == name and not isinstance(one.ctx, ast.Store))
        ):
            return True
        if isinstance(one, (ast.Global, ast.Nonlocal)) and name in one.names:
            return True
        if isinstance(one, ast.AugAssign) and getattr(one.target, "id", "") == name:
            return True
    return False
