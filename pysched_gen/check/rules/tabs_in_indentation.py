"""Indentation is better made of spaces only.

## What it does
Notes the first line of a text that is indented with tabs. Tabs and spaces that Python itself
cannot tell apart are a syntax-error.

## Why it matters on a farm
The field of a node keeps tabs, a code review shows them four or eight wide, and one line pasted
with spaces turns the text into a TabError. The generated module uses spaces either way.

## Bad
    # ontick.py
    if self.jobs:
    <tab>return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady

## Good
    # ontick.py
    if self.jobs:
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG007", Severity.NOTE)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the first of the lines that start with a tab."""
    lines = text.parsed.lines
    if not any("\t" in line for line in lines):
        return
    code = (node for node in walk(text.tree) if isinstance(node, ast.stmt | ast.ExceptHandler))
    starts = {node.lineno for node in code if "\t" in _indent(lines, node.lineno)}
    if starts:
        first = min(starts)
        span = text.parsed.snippet.origin.span(first, _indent(lines, first).index("\t") + 1)
        lines_are = "a line is" if len(starts) == 1 else f"{len(starts)} lines are"
        message = f"{lines_are} indented with tabs; use spaces, as the generated module does"
        yield Finding(span, message)


def _indent(lines: tuple[str, ...], number: int) -> str:
    line = lines[number - 1]
    return line[: len(line) - len(line.lstrip(" \t\f"))]
