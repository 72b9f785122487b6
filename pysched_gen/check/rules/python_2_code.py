"""Python 2 code must be written so that Python 3 reads it too.

## What it does
Reports the print and exec statements, `except E, e`, `raise E, "text"`, backticks, `<>`, octal
numbers such as 0777, long numbers such as 10L, `ur""` strings and tuples among the arguments of a
function, each with what to write instead.

## Why it matters on a farm
Houdini runs Python 3 from 19.0 on. Schedulers that were written for 17.5 or 18 are still passed
around, and Python's own message for them is "invalid syntax". What is proposed here works in
Python 2.7 as well, so one text serves old and new releases.

## Bad
    # onschedule.py
    try:
        self.submit(work_item)
    except RuntimeError, error:
        print "cannot submit", error
        return pdg.scheduleResult.Failed
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    try:
        self.submit(work_item)
    except RuntimeError as error:
        print("cannot submit {}".format(error))
        return pdg.scheduleResult.Failed
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit(self, work_item):
        self.cookWarning("not implemented")

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG003", Severity.ERROR, essential=True)


@rule.node(ast.Expr)
def visit_expression(node: ast.Expr, text: Text) -> Iterator[Finding]:
    """Report what Python 3 reads as something else: `print >>file, text` and a bare `print`."""
    del text
    value = node.value
    if isinstance(value, ast.Tuple) and value.elts:
        value = value.elts[0]
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.RShift) and _is_print(value.left):
        yield Finding(
            node, 'Python 2 code: write sys.stderr.write("text\\n") in place of print >>file'
        )
    elif _is_print(node.value):
        yield Finding(
            node,
            "Python 2 code: a bare print does nothing in Python 3; write print() with "
            "parentheses",
        )


def _is_print(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "print"
