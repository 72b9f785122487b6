"""A method must not do nothing but call itself.

## What it does
Reports a callback, or a method of methods.py, that calls itself on every way through it. In
onTransferFile it is `self.transferFile` that copies the file, in other callbacks
`super().onStart()` and its like call what the base class does.

## Why it matters on a farm
Python raises RecursionError at the first call, and Houdini may crash before that. A file is never
copied, an item never scheduled.

## Bad
    # ontransferfile.py
    return self.onTransferFile(file_path)

## Good
    # ontransferfile.py
    return self.transferFile(file_path)

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG186", Severity.ERROR, kinds=frozenset({Kind.CALLBACK, Kind.METHODS}))

_STRAIGHT = (ast.Expr, ast.Return, ast.Assign, ast.AnnAssign)
# What may leave the call out, or put it off.
_DECIDES = (
    *(ast.IfExp, ast.BoolOp, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp),
    *(ast.GeneratorExp, ast.Yield, ast.Await),
)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report a body that always reaches a call of itself."""
    if text.kind is Kind.CALLBACK:
        yield from _in_body(text.tree.body, text.method, text)
        return
    for name, (where, node) in text.context.inference.methods.items():
        if where is text and not node.decorator_list:
            yield from _in_body(node.body, name, text)


def _in_body(body: list[ast.stmt], name: str, text: Text) -> Iterator[Finding]:
    for statement in body:
        if not isinstance(statement, (*_STRAIGHT, ast.Import, ast.ImportFrom)):
            return  # it may leave before
        nodes = list(walk(statement))
        if any(isinstance(one, _DECIDES) for one in nodes):
            return
        for node in nodes:
            if isinstance(node, ast.Call) and _is_call_of(node, name, text):
                told = f"{name} calls itself here whatever happens, without an end"
                yield Finding(node, f"{told}; {_instead(name)}")
                return
        if isinstance(statement, ast.Return):
            return


def _is_call_of(node: ast.Call, name: str, text: Text) -> bool:
    called = node.func
    if not isinstance(called, ast.Attribute) or called.attr != name:
        return False
    return text.context.inference.type_of(called.value, text) == "self"


def _instead(name: str) -> str:
    if name == "onTransferFile":
        return "call self.transferFile(file_path)"
    return f"call super().{name}(...) for what the base class does, or leave the call out"
