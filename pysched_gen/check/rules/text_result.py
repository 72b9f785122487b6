"""Callbacks that give an address, a path or a program must return a text.

## What it does
Reports every way out of getLogURI, getStatusURI, applicationBin, workItemResultServerAddr,
workingDir, localizePath, pythonBin and hythonBin that gives no text: no `return` at the end,
None, a number, a list, a member of an enum. The value of a variable or of a call is taken to be
right. An applicationBin that has answers for python and hython, all that PDG asks for, gets a note.

## Why it matters on a farm
PDG hands the answer to C++ code that wants a text. None raises a TypeError where nobody expects
it: in the middle of drawing a work item's menu, or while the tokens of a command are expanded.

## Bad
    # getloguri.py
    if work_item.id in self.logs:
        return self.logs[work_item.id]

## Good
    # getloguri.py
    if work_item.id in self.logs:
        return self.logs[work_item.id]
    return ""

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.returns import UNKNOWN, answer_edits, exits, methods_returning
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.nodes import walk
from pysched_gen.houdini.callbacks import Returns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(
    __name__,
    "PSG106",
    Severity.WARNING,
    kinds=frozenset({Kind.CALLBACK}),
    callbacks=methods_returning(Returns.STRING) - {"submitAsJob"},
)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give no text."""
    asked = text.method == "applicationBin" and _names_compared(text) >= _ASKED_FOR
    for found in exits(text):
        if found.kind == UNKNOWN and isinstance(found.place, ast.expr):
            kind = text.context.inference.type_of(found.place, text)
            if kind in ("int", "float", "bool", "bytes") and not found.by_release:
                yield Finding(found.place, found.told(text.method, "a text"))
        elif found.kind not in ("str", UNKNOWN):
            told = found.told(text.method, "a text")
            severity = Severity.NOTE if asked and found.kind == "None" else None
            message = f'{told}; return "" where there is none to give'
            edits = answer_edits(found, '""', text)
            yield Finding(found.place, message, severity=severity, edits=edits)


# What PDG asks applicationBin for (the button Save To Python writes a branch for each).
_ASKED_FOR = frozenset({"python", "hython"})


def _names_compared(text: Text) -> frozenset[str]:
    constants = (
        one
        for node in text.nodes.of(ast.Compare)
        for side in (node.left, *node.comparators)
        for one in walk(side)
    )
    return frozenset(
        one.value
        for one in constants
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )
