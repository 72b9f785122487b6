"""What was left of looking for a mistake must go.

## What it does
Reports `breakpoint()`, `pdb.set_trace()` and `code.interact()`, and notes a log or status address
that is the placeholder of an example.

## Why it matters on a farm
A debugger waits for a key that nobody can press: on a farm there is no terminal, and in the GUI
the whole session stands still. A placeholder sends everyone who clicks on it nowhere.

## Bad
    # ontick.py
    breakpoint()
    return pdg.tickResult.SchedulerReady

## Good
    # ontick.py
    return pdg.tickResult.SchedulerReady

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG176", Severity.WARNING)

_DEBUGGERS = frozenset(
    {
        *("from pdb.set_trace", "from ipdb.set_trace", "from pudb.set_trace", "from pdb.run"),
        *("from code.interact", "from IPython.embed", "from pdb.post_mortem"),
    }
)
_URIS = ("getLogURI", "getStatusURI", "submitAsJob")
_PLACEHOLDER = re.compile(
    r"\bexample\.(com|org|net)\b|/path/to/|\b(todo|fixme|placeholder)\b", re.IGNORECASE
)


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report debuggers."""
    function = node.func
    own = text.context.header_names or ()
    plain = (
        isinstance(function, ast.Name) and function.id == "breakpoint" and function.id not in own
    )
    if plain or text.context.inference.type_of(function, text) in _DEBUGGERS:
        shown = text.shown(function)
        yield Finding(node, f"{shown} waits for a key, and the whole session with it; remove it")


@rule.node(ast.Constant)
def visit_constant(node: ast.Constant, text: Text) -> Iterator[Finding]:
    """Note placeholders."""
    shown = node.value if text.method in _URIS else None
    if not isinstance(shown, str) or isinstance(text.parent_of(node), ast.Expr):
        return
    if _PLACEHOLDER.search(shown):
        yield Finding(
            node,
            f'this is a placeholder, and {text.method} gives it to artists; return "" where there '
            "is none",
            severity=Severity.NOTE,
        )
