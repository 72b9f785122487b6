"""An item that could not be started must not count as scheduled.

## What it does
Reports an onSchedule that returns Succeeded where it has started nothing: in the `except` of what
went wrong, or where there is no command.

## Why it matters on a farm
Succeeded means that the end of the item will be reported. Nothing runs that could do it, so the
item stays "cooking" and the cook never ends; whoever looks into it finds no job and no error.

## Bad
    # onschedule.py
    import shlex

    try:
        argv = shlex.split(work_item.command)
    except ValueError:
        return pdg.scheduleResult.Succeeded
    self.queue.append((work_item.id, argv))
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Good
    # onschedule.py
    import shlex

    try:
        argv = shlex.split(work_item.command)
    except ValueError:
        return pdg.scheduleResult.CookFailed
    self.queue.append((work_item.id, argv))
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import member
from pysched_gen.check.queued import leads_to
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG172", Severity.WARNING, callbacks=["onSchedule"])

# Errors that say that the job is there already, or may be.
_THERE = re.compile(r"exist|already|duplicate|timeout|busy|conflict", re.IGNORECASE)
_TELLS = frozenset(
    {
        *("print", "str", "repr", "cookWarning", "cookError", "addWarning", "addError", "format"),
        *(
            "debug",
            "info",
            "warning",
            "error",
            "exception",
            "format_exc",
            "print_exc",
            "_verboseLog",
        ),
    }
)
# Calls by which nothing is on its way yet.
_PREPARES = _TELLS | frozenset(
    {
        *("createJobDirsAndSerializeWorkItems", "expandCommandTokens", "split", "environment"),
        *("copy", "join", "tempDir", "workingDir", "scriptDir", "getLogger", "dict", "get"),
    }
)


@rule.node(ast.Return)
def visit(node: ast.Return, text: Text) -> Iterator[Finding]:
    """Report success where nothing was started."""
    name = dotted_name(node.value, text.names_of_pdg) if node.value else ""
    if name != "pdg.scheduleResult.Succeeded" or text.function_of(node) is not None:
        return
    around = text.parent_of(node)
    failed = isinstance(around, ast.ExceptHandler) and not _may_run(around)
    empty = isinstance(around, ast.If) and node in around.body and _asks_command(around.test)
    if not isinstance(around, ast.ExceptHandler | ast.If) or not (failed or empty):
        return
    inside = [one for part in around.body for one in walk(part) if isinstance(one, ast.Call)]
    if any(_called(one) not in _TELLS for one in inside):
        return
    calls = text.nodes.of(ast.Call)
    if any(_called(one) not in _PREPARES and leads_to(one, node, text) for one in calls):
        return
    if any(isinstance(one, ast.Assign) and _keeps(one) for one in around.body):
        return
    told = "what failed here was to start the item" if failed else "there is nothing to start here"
    value = node.value
    edits = (
        member(value, "CookFailed" if failed else "CookSucceeded", text, safe=False)
        if (isinstance(value, ast.Attribute))
        else ()
    )
    answer = "CookFailed" if failed else "CookSucceeded, or CookFailed"
    yield Finding(
        node,
        f"{told}, and Succeeded says that its end will be reported: the item never ends; return "
        f"pdg.scheduleResult.{answer}",
        edits=edits,
    )


def _may_run(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and bool(_THERE.search(ast.unparse(handler.type)))


def _asks_command(test: ast.expr) -> bool:
    asked = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else None
    return dotted_name(asked) in ("work_item.command", "work_item.hasCommand") if asked else False


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _keeps(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
