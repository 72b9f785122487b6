"""A method of methods.py must not be one that the package writes itself.

## What it does
Reports a function of methods.py that has the name of a scheduler callback, or of `__init__`,
`templateName`, `templateBody` or `registerTypes`, which the package writes; or a `global` with such
a name outside of a function.

## Why it matters on a farm
The class would define the method twice, and Python keeps the last one without a word: the text of
the callback's own file is never called, the state of init.py is never set, or the type no longer
reports its parameters. And no rule knows that the function is a callback.

## Bad
    # onschedule.py
    return pdg.scheduleResult.Succeeded
    # methods.py
    def onTick(self):
        return pdg.tickResult.SchedulerReady

## Good
    # onschedule.py
    return pdg.scheduleResult.Succeeded
    # ontick.py
    return pdg.tickResult.SchedulerReady

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.houdini.callbacks import callback_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

_INSTEAD = {
    "__init__": "write the statements that set the state into init.py",
    "registerTypes": "it registers the type in its __init__.py; remove this",
    "templateName": "set name in scheduler.toml",
    "templateBody": "declare [[parameters]] in scheduler.toml",
}

rule = Rule(__name__, "PSG122", Severity.ERROR, kinds=frozenset({Kind.METHODS}))


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the functions that would replace a method of the package."""
    for node in text.tree.body:
        for name in _names(node):
            spec = callback_named(name)
            instead = _INSTEAD.get(name, "")
            if spec is not None and spec.method == name:
                instead = f"move its body to {spec.stem}.py{_without_decorator(node, text)}"
            if instead:
                message = f"{name} is a method that the package writes itself; {instead}"
                yield Finding(node, message)


def _without_decorator(node: ast.stmt, text: Text) -> str:
    marks = getattr(node, "decorator_list", ())
    shown = ", ".join(f"@{text.shown(mark)}" for mark in marks)
    return f", and do there what {shown} does: a callback has no decorator" if shown else ""


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return [node.name]
    # Python refuses a class that has the method and then says that its name is global.
    return node.names if isinstance(node, ast.Global) else []
