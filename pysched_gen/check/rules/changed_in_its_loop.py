"""What a loop goes over must not change in it.

## What it does
Reports a dictionary, list or set of which entries are taken out in the loop that goes over it, or
over the `keys()`, `values()` or `items()` of a dictionary. A loop that is left at once is fine, and
so is one over `list(...)`.

## Why it matters on a farm
It is a RuntimeError on the next round, as soon as two jobs are known: it works with one job and
fails in production. A list leaves out the entry behind each one that goes: every second job is
never asked about.

## Bad
    # ontick.py
    for job in self.jobs:
        if self.jobs[job].poll() is not None:
            del self.jobs[job]
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}

## Good
    # ontick.py
    for job in list(self.jobs):
        if self.jobs[job].poll() is not None:
            del self.jobs[job]
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}

## Since
Every release; a loop over `keys()`, `values()` or `items()` from Houdini 19.0 on.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import wrapped
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG143", Severity.ERROR)

_VIEWS = ("keys", "values", "items")
_SHRINK = ("pop", "popitem", "clear", "remove", "discard")


@rule.node(ast.For)
def visit(node: ast.For, text: Text) -> Iterator[Finding]:
    """Report entries that are taken out of what the loop goes over."""
    over = _container(node.iter, text)
    if over is None:
        return
    shown = ast.dump(over)
    for change in _changes(node, shown, text):
        if not _left_at_once(change, node, text):
            loop = text.parsed.source(node.iter)
            is_list = text.context.inference.type_of(over, text).startswith("list")
            skips = ", which leaves out the entry behind" if is_list else ""
            yield Finding(
                change,
                f"{text.shown(over)} changes while the loop goes over it{skips}; write for ... in "
                f"list({loop})",
                edits=wrapped(node.iter, "list(", ")", text, safe=not is_list),
            )
            return


def _container(node: ast.expr, text: Text) -> ast.expr | None:
    inference = text.context.inference
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        kind = inference.type_of(node.func.value, text)
        view = node.func.attr in _VIEWS and not text.context.scheduler.release.python_2
        return node.func.value if view and kind == "dict" else None
    kind = inference.type_of(node, text).partition("[")[0]
    # What a call gives may be another one each time.
    is_same = kind == "dict" or (kind in ("list", "set") and bool(dotted_name(node)))
    return node if is_same else None


def _changes(loop: ast.For, shown: str, text: Text) -> Iterator[ast.AST]:
    del text
    for statement in loop.body:
        for node in walk(statement):
            if isinstance(node, ast.Delete):
                for target in node.targets:
                    if isinstance(target, ast.Subscript) and _same(target.value, shown):
                        yield node
            elif isinstance(node, ast.Call) and _shrinks(node.func, shown):
                yield node


def _shrinks(node: ast.expr, shown: str) -> bool:
    is_method = isinstance(node, ast.Attribute) and node.attr in _SHRINK
    return isinstance(node, ast.Attribute) and is_method and _same(node.value, shown)


def _same(node: ast.expr, shown: str) -> bool:
    return ast.dump(node) == shown


def _left_at_once(change: ast.AST, loop: ast.For, text: Text) -> bool:
    """Return whether the loop ends in the block of the change, or of one around it."""
    inner: ast.AST | None = change
    while inner is not None and inner is not loop:
        around = text.parent_of(inner)
        for field in ("body", "orelse", "finalbody"):
            block = getattr(around, field, None)
            if isinstance(block, list) and inner in block:
                rest = block[block.index(inner) :]
                if any(isinstance(one, ast.Break | ast.Return | ast.Raise) for one in rest):
                    return True
        inner = around
    return False
