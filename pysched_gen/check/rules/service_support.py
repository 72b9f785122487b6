"""A scheduler that says it supports services must be able to start and stop them.

## What it does
Reports a hasServiceSupport of methods.py that gives True where startService or stopService is
missing, one that gives something else than True or False, and a startService that no
hasServiceSupport goes with.

## Why it matters on a farm
PDG asks hasServiceSupport, and then gives the scheduler items of service blocks. One without
startService cannot serve them: they wait for a service that never starts. And startService alone is
never called, as the base class says that there is no support.

## Bad
    # methods.py
    @staticmethod
    def hasServiceSupport():
        return True

## Good
    # methods.py
    @staticmethod
    def hasServiceSupport():
        return False

## Since
Houdini 19.5, which brought services.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG127", Severity.WARNING, since="19.5", kinds=frozenset({Kind.METHODS}))

_ASKED = "hasServiceSupport"
_NEEDED = ("startService", "stopService")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report what a scheduler of PyScheduler says and cannot do, or can and does not say."""
    if text.context.scheduler.base != "PyScheduler":
        return  # what its base class has is not known
    found = {node.name: node for node in text.tree.body if isinstance(node, _FUNCTIONS)}
    asked = found.get(_ASKED)
    if asked is None:
        yield from (
            Finding(found[name], f"{name} is never called: define {_ASKED}, and return True in it")
            for name in _NEEDED
            if name in found and not _assigned(text)
        )
        return
    missing = [name for name in _NEEDED if name not in found]
    for node in _values(asked, text):
        value = node.value.value if isinstance(node.value, ast.Constant) else node.value
        if node.value is None or value is None:
            yield Finding(node, f"{_ASKED} gives None; return True or False")
        elif value is True and missing:
            yield Finding(
                node,
                f"{_ASKED} gives True, and there is no {' and no '.join(missing)}; "
                "define what is missing, or return False",
            )


def _values(function: ast.AST, text: Text) -> Iterator[ast.Return]:
    for node in text.nodes.of(ast.Return):
        if text.function_of(node) is function:
            yield node


def _assigned(text: Text) -> bool:
    """Tell whether the class gets its answer otherwise, as in `hasServiceSupport = ...`."""
    return any(_ASKED in snippet.text for snippet in text.context.scheduler.snippets)
