"""A comparison or an answer must not be left lying as a statement.

## What it does
Reports a statement that is a comparison (`self.done == True` for `=`), a sum, a number, or a member
of an enum of pdg: `pdg.tickResult.SchedulerBusy` with its `return` missing.

## Why it matters on a farm
It does nothing. The state that was to be set is not, or the callback gives None for an answer.

## Bad
    # onstart.py
    self.submitted == 0
    return True
    # init.py
    self.submitted = 0

## Good
    # onstart.py
    self.submitted = 0
    return True

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import insert_before, replaced
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name
from pysched_gen.houdini.pdg_names import ENUMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG124", Severity.WARNING)

_OVERLOADED = (ast.RShift, ast.LShift, ast.MatMult)  # which libraries make do something


@rule.node(ast.Expr)
def visit(node: ast.Expr, text: Text) -> Iterator[Finding]:
    """Report a statement without effect."""
    value = node.value
    if isinstance(value, ast.Compare):
        equal = len(value.ops) == 1 and isinstance(value.ops[0], ast.Eq)
        advice = "write = to set it" if equal and _can_be_set(value.left) else "nobody reads it"
        edits = _assignment(value, text) if advice.startswith("write") else ()
        told = f"{text.shown(value)} is compared and does nothing; {advice}"
        yield Finding(node, told, edits=edits)
    elif isinstance(value, ast.Attribute) and _is_answer(value, text):
        last = bool(text.tree.body) and text.tree.body[-1] is node
        told = f"{text.shown(value)} does nothing here; write return before it"
        yield Finding(node, told, edits=insert_before(node, "return ", text, safe=last))
    elif isinstance(value, ast.BinOp) and not isinstance(value.op, _OVERLOADED):
        yield Finding(node, f"{text.shown(value)} does nothing here; nobody reads it")


def _assignment(node: ast.Compare, text: Text) -> tuple[Edit, ...]:
    left, right = text.parsed.source(node.left), text.parsed.source(node.comparators[0])
    return replaced(node, f"{left} = {right}", text, safe=False)


def _can_be_set(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def _is_answer(node: ast.Attribute, text: Text) -> bool:
    parts = dotted_name(node, text.names_of_pdg).split(".")
    return len(parts) == len(("pdg", "enum", "member")) and parts[0] == "pdg" and parts[1] in ENUMS
