"""An item must not be called done while its process runs.

## What it does
Reports `CookSucceeded` from an onSchedule that starts a process with `Popen` and never waits for
it or asks for its end, or that only puts the item into a queue which onTick takes from; and
`onWorkItemSucceeded` in an onSchedule that starts the item or hands it over only afterwards.
What onSchedule calls is followed.

## Why it matters on a farm
PDG takes the item for cooked at once and starts what depends on it, before there are any files. A
job that fails is never seen.

## Bad
    # onschedule.py
    import subprocess
    self.createJobDirsAndSerializeWorkItems(work_item)
    subprocess.Popen(self.expandCommandTokens(work_item.command, work_item), shell=True)
    return pdg.scheduleResult.CookSucceeded

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
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.queued import blocks_of, leads_to, queued_in, started_in
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG138", Severity.WARNING)

_WAITS = frozenset({"wait", "poll", "communicate", "returncode", "join", "stdout"})


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report an end that is told before it has come."""
    yield from _in_helpers(text)
    if text.method != "onSchedule":
        return
    yield from _queued(text)
    yield from _reported(text)
    started = list(started_in(text))
    if not started or any(one.attr in _WAITS for one in text.nodes.of(ast.Attribute)):
        return
    for node in text.nodes.of(ast.Return):
        if _tells_success(node, text) and _same_block(started[0], node, text):
            yield Finding(node, _ONLY_STARTED)


_ONLY_STARTED = (
    "the process is only started here, not done; return pdg.scheduleResult.Succeeded and report "
    "its end in onTick"
)


def _in_helpers(text: Text) -> Iterator[Finding]:
    """Report the same where what onSchedule calls starts the process and gives the answer."""
    inference = text.context.inference
    for place in text.context.calls.reached(["onSchedule"]):
        if place.text is not text or place.function is None:
            continue
        nodes = list(walk(place.function))
        calls = text.context.calls.calls(place)
        started = [
            one for one in calls if inference.type_of(one.func, text) == "from subprocess.Popen"
        ]
        if not started or any(isinstance(n, ast.Attribute) and n.attr in _WAITS for n in nodes):
            continue
        for node in nodes:
            if not isinstance(node, ast.Return) or text.function_of(node) is not place.function:
                continue
            if _is_success(node.value) and _same_block(started[0], node, text):
                yield Finding(node, _ONLY_STARTED)


def _tells_success(node: ast.Return, text: Text) -> bool:
    return _is_success(node.value) and text.function_of(node) is None


def _is_success(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Attribute) and value.attr == "CookSucceeded"


def _queued(text: Text) -> Iterator[Finding]:
    """Report an end that is told of an item that another callback is to start."""
    taken = {
        one.attr
        for place in text.context.calls.reached(["onTick"])
        for one in text.context.calls.nodes(place)
        if isinstance(one, ast.Attribute)
    }
    queued = [call for call, name in queued_in(text) if name in taken]
    calls = text.nodes.of(ast.Call) if queued else ()
    kinds = [text.context.inference.type_of(one.func, text) for one in calls]
    if any(one.startswith(("from subprocess.", "from os.system")) for one in kinds):
        return
    for node in text.nodes.of(ast.Return) if queued else ():
        if _tells_success(node, text) and any(_same_block(one, node, text) for one in queued):
            yield Finding(
                node,
                "the item is only queued here, and CookSucceeded says that it is done; return "
                "pdg.scheduleResult.Succeeded and report its end in onTick",
            )


def _reported(text: Text) -> Iterator[Finding]:
    """Report an end that is told of an item that is handed over on the same way behind it."""
    calls = [one for one in text.nodes.of(ast.Call) if text.function_of(one) is None]
    for call in calls:
        if _told_of(call, text) not in _TELLS_SUCCESS:
            continue
        behind = (one for one in calls if isinstance(text.parent_of(one), _STATEMENTS))
        if any(
            leads_to(call, _statement(one, text), text) and _starts(one, text) for one in behind
        ):
            yield Finding(
                call,
                "the item is told done here and started only behind this; report its end where the "
                "job has ended",
            )


_TELLS_SUCCESS = frozenset({"onWorkItemSucceeded", "workItemSucceeded"})
_STATEMENTS = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)
_HANDS_OVER = re.compile(
    r"_*(submit|launch|dispatch|enqueue|start|run|spawn)(_?(work)?_?(job|item|task|process))?_*",
    re.IGNORECASE,
)


def _told_of(call: ast.Call, text: Text) -> str:
    """Return the method of self that `call` calls with the item of this onSchedule."""
    kind = text.context.inference.type_of(call.func, text)
    given = [*call.args, *(one.value for one in call.keywords)]
    names = {one.id for value in given for one in walk(value) if isinstance(one, ast.Name)}
    return kind.removeprefix("method self.") if "work_item" in names and "self." in kind else ""


def _starts(call: ast.Call, text: Text) -> bool:
    """Return whether `call` starts the item: Popen, or an own method that is called like that."""
    if text.context.inference.type_of(call.func, text) == "from subprocess.Popen":
        return True
    name = _told_of(call, text)
    return name in text.context.inference.methods and bool(_HANDS_OVER.fullmatch(name))


def _statement(call: ast.expr, text: Text) -> ast.stmt:
    return next(one for one in text.ancestors_of(call) if isinstance(one, ast.stmt))


def _same_block(call: ast.expr, answer: ast.stmt, text: Text) -> bool:
    """Return whether whoever starts the process gets to the answer."""
    around = blocks_of(answer, text)
    return call.lineno < answer.lineno and blocks_of(call, text)[: len(around)] == around
