"""What is compared must be able to be equal.

## What it does
Reports `==` and `!=` between a text and a number, and between a state or another enum of pdg and a
text: `work_item.id == "12"`, `work_item.state == "CookedFail"`.

## Why it matters on a farm
It is False whatever happens. The farm's answer is a text and the id of an item a number, so the job
is never found; a state is a member of `pdg.workItemState`, so the branch for it never runs.

## Bad
    # onschedule.py
    if work_item.state == "CookedFail":
        return pdg.scheduleResult.CookFailed
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    if work_item.state == pdg.workItemState.CookedFail:
        return pdg.scheduleResult.CookFailed
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.houdini.pdg_names import ENUMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG182", Severity.WARNING)

_NUMBERS = frozenset({"int", "float"})
_SHOWN = {"str": "a text", "int": "an integer", "float": "a number"}


@rule.node(ast.Compare)
def visit(node: ast.Compare, text: Text) -> Iterator[Finding]:
    """Report two things of which one is never the other."""
    sides = [node.left, *node.comparators]
    for operator, *both in zip(node.ops, sides, sides[1:], strict=False):
        if not isinstance(operator, ast.Eq | ast.NotEq):
            continue
        kinds = [text.context.inference.type_of(one, text).removeprefix("member ") for one in both]
        for one, other, kind, word in zip(both, both[::-1], kinds, kinds[::-1], strict=True):
            if word == "str" and (kind in _NUMBERS or kind in ENUMS):
                shown = _SHOWN.get(kind, f"a member of pdg.{kind}")
                told = f"{text.shown(one)} is {shown} and never equal to a text"
                yield Finding(
                    node, f"{told}{_advice(other, kind)}", edits=_edits(other, kind, text)
                )


def _advice(other: ast.expr, kind: str) -> str:
    if kind not in ENUMS:
        return "; compare numbers with numbers"
    name = getattr(other, "value", None)
    return f"; write pdg.{kind}.{name if name in ENUMS[kind].members else '...'}"


def _edits(other: ast.expr, kind: str, text: Text) -> tuple[Edit, ...]:
    name = getattr(other, "value", None)
    known = kind in ENUMS and isinstance(other, ast.Constant) and name in ENUMS[kind].members
    # It was never true before.
    return replaced(other, f"pdg.{kind}.{name}", text, safe=False) if known else ()
