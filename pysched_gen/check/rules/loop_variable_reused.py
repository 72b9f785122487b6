"""A loop must not take the name of the loop around it.

## What it does
Reports a `for` inside of another whose variable has the same name.

## Why it matters on a farm
Behind the inner loop the name means its last value: the wrong job is looked up, reported or taken
off the list.

## Bad
    # ontick.py
    for i in sorted(self.jobs):
        for i in self.jobs[i]:
            self.seen.add(i)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.seen = set()

## Good
    # ontick.py
    for job in sorted(self.jobs):
        for frame in self.jobs[job]:
            self.seen.add(frame)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.seen = set()

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

rule = Rule(__name__, "PSG159", Severity.WARNING)


@rule.node(ast.For)
def visit(node: ast.For, text: Text) -> Iterator[Finding]:
    """Report names that an outer loop goes over with."""
    names = _names(node.target)
    child: ast.AST = node
    for around in text.ancestors_of(node):
        if isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return
        if isinstance(around, ast.For) and child in around.body:
            shared = sorted(names & _names(around.target) - {"_", "__"})
            if shared:
                yield Finding(
                    node.target,
                    f"the loop in line {text.parsed.span(around).line} goes over {shared[0]} too, "
                    "which means something else behind this one; take another name",
                )
                return
        child = around


def _names(target: ast.expr) -> set[str]:
    return {one.id for one in walk(target) if isinstance(one, ast.Name)}
