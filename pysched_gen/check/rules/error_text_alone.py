"""A message must say more than the text of an unexpected error.

## What it does
Reports `cookError(str(error))`, `addError(f"{error}")` and the like where `error` is whatever
came: `except Exception`, or an error whose text says nothing by itself, as that of a KeyError.

## Why it matters on a farm
The text of `KeyError("queue")` is 'queue', that of a TimeoutError or an AssertionError is empty.
The artist sees a red node with the message "'queue'", or with none, and calls at night.

## Bad
    # onschedule.py
    try:
        self.createJobDirsAndSerializeWorkItems(work_item)
    except Exception as error:
        self.cookError(str(error))
        return pdg.scheduleResult.CookFailed
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    try:
        self.createJobDirsAndSerializeWorkItems(work_item)
    except Exception as error:
        self.cookError("%s: cannot be scheduled: %r" % (work_item.name, error))
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
from pysched_gen.check.syntax.nodes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG149", Severity.WARNING)

_MESSAGES = frozenset({"cookError", "cookWarning", "addError", "addWarning", "CookError"})
# Errors whose text may be empty, or no sentence.
_BARE = frozenset(
    {
        *("Exception", "BaseException", "StandardError", "LookupError", "KeyError"),
        *("StopIteration", "AssertionError", "TimeoutError", "NotImplementedError"),
        *("KeyboardInterrupt", "EOFError", "MemoryError", "queue.Empty", "queue.Full"),
    }
)


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a message that is nothing but the text of an error."""
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
    if name not in _MESSAGES or len(node.args) != 1 or node.keywords:
        return
    error = _text_of(node.args[0])
    if error is None or not _is_bare(error, text):
        return
    yield Finding(
        node.args[0],
        f"this may be empty, or no more than 'queue'; say what could not be done, and the kind of "
        f"error: repr({error.id})",
        edits=replaced(node.args[0], f"repr({error.id})", text, safe=False),
    )


def _text_of(node: ast.expr) -> ast.Name | None:
    """Return the name whose text, and nothing else, an expression is."""
    value: ast.expr | None = None
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        function = node.func
        if isinstance(function, ast.Name) and function.id in ("str", "unicode"):
            value = node.args[0]
        elif isinstance(function, ast.Attribute) and function.attr == "format":
            value = node.args[0] if _is_text(function.value, "{}", "{0}") else None
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        right = node.right
        value = right if _is_text(node.left, "%s") else None
        if isinstance(right, ast.Tuple):
            value = right.elts[0] if value is not None and len(right.elts) == 1 else None
    elif isinstance(node, ast.JoinedStr) and len(node.values) == 1:
        part = node.values[0]
        plain = isinstance(part, ast.FormattedValue) and part.conversion != ord("r")
        value = part.value if isinstance(part, ast.FormattedValue) and plain else None
    return value if isinstance(value, ast.Name) else None


def _is_text(node: ast.expr, *texts: str) -> bool:
    return isinstance(node, ast.Constant) and node.value in texts


def _is_bare(error: ast.Name, text: Text) -> bool:
    """Return whether `error` is what an `except` around it caught, and that could be anything."""
    for around in text.ancestors_of(error):
        if isinstance(around, ast.ExceptHandler) and around.name == error.id:
            types = around.type.elts if isinstance(around.type, ast.Tuple) else [around.type]
            return any(one is not None and dotted_name(one) in _BARE for one in types)
    return False
