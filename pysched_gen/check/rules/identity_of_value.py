"""Values must be compared with `==`, not with `is`.

## What it does
Reports `is` and `is not` with a text, a number or another literal: `work_item.command is ""`.

## Why it matters on a farm
`is` asks whether both are the same object. Whether two equal texts are, depends on how each was
made: it is true in the prototype and false for what the farm answers. Python 3.8 and later say so
in a SyntaxWarning, which stands in the console when the module is loaded.

## Bad
    # onschedule.py
    if work_item.command is "":
        return pdg.scheduleResult.CookSucceeded
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    if work_item.command == "":
        return pdg.scheduleResult.CookSucceeded
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG181", Severity.WARNING)

_DISPLAYS = (ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set)


@rule.node(ast.Compare)
def visit(node: ast.Compare, text: Text) -> Iterator[Finding]:
    """Report a literal that is compared by identity."""
    sides = [node.left, *node.comparators]
    for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
        if not isinstance(operator, ast.Is | ast.IsNot):
            continue
        value = next((one for one in (right, left) if _is_value(one)), None)
        if value is not None:
            asked, better = ("is", "==") if isinstance(operator, ast.Is) else ("is not", "!=")
            told = f"{asked} {text.shown(value)} asks for the same object, not for the same value"
            yield Finding(node, f"{told}; write {better}", edits=_edits(node, better, text))


def _is_value(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.UAdd) and _is_value(node.operand)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes | int | float) and not isinstance(
            node.value, bool
        )
    return isinstance(node, _DISPLAYS)


_OPERATOR = re.compile(r"( *)is(?: +not)?( *)")


def _edits(node: ast.Compare, better: str, text: Text) -> tuple[Edit, ...]:
    """Return the edit that writes the other operator, where nothing else stands between."""
    if len(node.ops) != 1:
        return ()
    left, right = text.parsed.source(node.left), text.parsed.source(node.comparators[0])
    whole = text.parsed.source(node)
    found = _OPERATOR.fullmatch(whole[len(left) : len(whole) - len(right)])
    if not found or not (whole.startswith(left) and whole.endswith(right)):
        return ()
    return replaced(node, f"{left}{found[1] or ' '}{better}{found[2] or ' '}{right}", text)
