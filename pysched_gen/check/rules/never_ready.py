"""A scheduler must take items at some time.

## What it does
Reports an onTick that can only return SchedulerBusy, and an onSchedule that can only return
Deferred or FullDeferred. Reports SchedulerBusy, too, where onTick begins with it as long as a list
or dictionary is empty that onSchedule alone fills.

## Why it matters on a farm
Busy says that onSchedule is not to be called until a tick says Ready, and Deferred that the item
is to come again. If that is all, no item is ever scheduled: the cook runs, and nothing happens.

## Bad
    # ontick.py
    return pdg.tickResult.SchedulerBusy

## Good
    # ontick.py
    if self.slots == 0:
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady
    # init.py
    self.slots = 4

## Since
onTick is called from Houdini 18.0 on.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.returns import exits
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG177", Severity.WARNING, callbacks=["onTick", "onSchedule"])

_LATER = {"onTick": ("SchedulerBusy",), "onSchedule": ("Deferred", "FullDeferred")}
_INSTEAD = {
    "onTick": "onSchedule is never called; return pdg.tickResult.SchedulerReady at some time",
    "onSchedule": "no item is ever scheduled; return pdg.scheduleResult.Succeeded at some time",
}


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report a body whose every answer is "later"."""
    found = list(exits(text))
    answers = [one.shown.rpartition(".")[2] for one in found]
    if found and all(one in _LATER[text.method] for one in answers):
        yield Finding(
            found[-1].place,
            f"{text.method} always says {answers[-1]}, so {_INSTEAD[text.method]}",
        )


@rule.node(ast.Return)
def visit_return(node: ast.Return, text: Text) -> Iterator[Finding]:
    """Report an onTick that is busy as long as nothing is there of what onSchedule makes."""
    if text.method != "onTick" or text.function_of(node) is not None:
        return
    busy = dotted_name(node.value, text.names_of_pdg) if node.value else ""
    around = text.parent_of(node)
    if busy != "pdg.tickResult.SchedulerBusy" or not isinstance(around, ast.If):
        return
    name = _empty(around.test) if around in text.tree.body and node in around.body else ""
    first = min(one.lineno for one in text.nodes.of(ast.Return)) == node.lineno
    if name and first and _is_filled_by_schedule_alone(name, text):
        yield Finding(
            node,
            f"self.{name} is filled by onSchedule alone, which is not called while onTick says "
            "SchedulerBusy: no item is ever scheduled; return pdg.tickResult.SchedulerReady",
        )


def _empty(test: ast.expr) -> str:
    """Return X of `not self.X`, "" for any other test."""
    asked = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else None
    name = dotted_name(asked) if asked is not None else ""
    return name.removeprefix("self.") if name.startswith("self.") and name.count(".") == 1 else ""


_FILLS = frozenset({"append", "appendleft", "add", "setdefault"})
_TAKES = frozenset({"pop", "popleft", "popitem", "remove", "discard", "clear"})
_LOOKS = frozenset({"get", "items", "keys", "values", "copy", "index", "count"})
_ASKS = frozenset({"len", "list", "sorted", "bool", "tuple", "set", "any", "all"})


def _is_filled_by_schedule_alone(name: str, text: Text) -> bool:
    context = text.context
    values = context.inference.attributes_of_self.get(name, [])
    unknown = context.unparsable or context.inference.own_members is None
    if unknown or not values or not all(_is_nothing(value) for value, _ in values):
        return False
    if name in context.inference.asked_names or name in context.inference.methods:
        return False
    calls = context.calls
    others = [one for one in calls.callbacks if one != "onSchedule"]
    filled = False
    for one in context.texts:
        for node in one.nodes.of(ast.Attribute):
            if node.attr != name or isinstance(node.ctx, ast.Store):
                continue
            does = _does(node, one)
            if does == "fills":
                filled = True
                here = calls.runs(node, one, ["onSchedule"])
                if not here or calls.runs(node, one, others):
                    return False
            elif not does:
                return False
    return filled


def _is_nothing(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Dict | ast.List):
        return not (value.keys if isinstance(value, ast.Dict) else value.elts)
    return (
        isinstance(value, ast.Call)
        and not value.args
        and not value.keywords
        and (dotted_name(value.func).rpartition(".")[2] in ("dict", "list", "set", "deque"))
    )


def _does(node: ast.Attribute, text: Text) -> str:
    """Return what is done with a container here: "fills", "looks", "" for what cannot be told."""
    parent = text.parent_of(node)
    if isinstance(parent, ast.Subscript):
        return "fills" if isinstance(parent.ctx, ast.Store) else "looks"
    if isinstance(parent, ast.Attribute):
        return "fills" if parent.attr in _FILLS else "looks" * (parent.attr in _TAKES | _LOOKS)
    if isinstance(parent, ast.Call):
        return "looks" * (dotted_name(parent.func) in _ASKS)
    tests = (ast.UnaryOp, ast.Compare, ast.BoolOp, ast.If, ast.While, ast.For, ast.comprehension)
    return "looks" * isinstance(parent, tests)
