"""Jobs must get the paths of the farm, not those of this machine.

## What it does
Reports `PDG_DIR`, `PDG_TEMP`, `PDG_SHARED_TEMP` or `PDG_SCRIPTDIR` made with the argument True,
which asks for the path as this machine has it. A scheduler whose jobs run here, with
`callback_server = "local"` or from LocalScheduler, may do so.

## Why it matters on a farm
Where artists work on Windows or a Mac and jobs run on Linux, `P:/show` is nothing to the job: it
fails, or writes its files where nobody looks for them.

## Bad
    # onschedule.py
    import os
    environment = dict(os.environ)
    environment["PDG_DIR"] = self.workingDir(True)
    self.submit(environment)
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit(self, environment):
        pass

## Good
    # onschedule.py
    import os
    environment = dict(os.environ)
    environment["PDG_DIR"] = self.workingDir(False)
    self.submit(environment)
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit(self, environment):
        pass

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.scheduler import CallbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG151", Severity.WARNING)

_VARIABLES = frozenset({"PDG_DIR", "PDG_TEMP", "PDG_SHARED_TEMP", "PDG_SCRIPTDIR"})
_PATHS = frozenset({f"method self.{name}" for name in ("workingDir", "tempDir", "scriptDir")})


@rule.node(ast.Assign)
def visit_assignment(node: ast.Assign, text: Text) -> Iterator[Finding]:
    """Report a variable of the job's environment with a path of this machine."""
    for target in node.targets:
        if isinstance(target, ast.Subscript) and _is_variable(target.slice):
            yield from _local(node.value, text)


@rule.node(ast.Dict)
def visit_dict(node: ast.Dict, text: Text) -> Iterator[Finding]:
    """Report the same in a dictionary."""
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None and _is_variable(key):
            yield from _local(value, text)


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report the same in `dict(os.environ, PDG_DIR=...)`."""
    for keyword in node.keywords:
        if keyword.arg in _VARIABLES:
            yield from _local(keyword.value, text)


def _is_variable(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in _VARIABLES


def _local(node: ast.expr, text: Text) -> Iterator[Finding]:
    scheduler = text.context.scheduler
    if scheduler.callback_server is CallbackServer.LOCAL:
        return
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str" and node.args:
        node = node.args[0]
    if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
        return
    (asked,) = node.args
    if text.context.inference.type_of(node.func, text) not in _PATHS:
        return
    if isinstance(asked, ast.Constant) and asked.value is True:
        yield Finding(
            asked,
            f"{text.shown(node)} is the path on this machine, and the job runs on another; write "
            "False",
            edits=replaced(asked, "False", text, safe=False),
        )
