r"""A job must not print its environment.

## What it does
Reports a script for jobs that calls `printenv`, and `print` or logging of the whole `os.environ`.

## Why it matters on a farm
Logs of a farm are read by everybody and kept for months. Passwords and tokens of the session are
among the variables.

## Bad
    # onschedule.py
    self._script = "#!/bin/sh\nprintenv\nexec job\n"
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    self._script = "#!/bin/sh\nexec job\n"
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, TypeGuard

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG158", Severity.WARNING)

_PRINTS = re.compile(r"(?m)^\s*(?:printenv|env)\s*(?:$|[;|>&])")
_SAYS = frozenset(
    {
        *("print", "debug", "info", "warning", "error", "log", "write"),
        *("cookWarning", "cookError"),
    }
)


@rule.node(ast.Constant)
def visit_script(node: ast.Constant, text: Text) -> Iterator[Finding]:
    """Report lines of a script that print all variables."""
    if not isinstance(node.value, str) or "env" not in node.value:
        return
    is_script = "\n" in node.value or "printenv" in node.value
    if is_script and _PRINTS.search(node.value) and not _is_docstring(node, text):
        yield Finding(node, "this prints every variable of the job, passwords too; leave it out")


def _is_docstring(node: ast.AST, text: Text) -> bool:
    return isinstance(text.parent_of(node), ast.Expr)


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report that the whole environment is printed."""
    name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
    if name not in _SAYS:
        return
    for argument in node.args:
        inner = argument.args[0] if _converts(argument) else argument
        if text.context.inference.type_of(inner, text) == "environment":
            yield Finding(node, "this shows every variable, passwords too; name those you need")


def _converts(node: ast.expr) -> TypeGuard[ast.Call]:
    if not isinstance(node, ast.Call) or len(node.args) != 1:
        return False
    return getattr(node.func, "id", "") in {"dict", "str", "repr", "sorted"}
