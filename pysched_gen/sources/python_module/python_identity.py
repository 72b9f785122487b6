"""What the code of a scheduler's class says about its identity."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "base_names",
    "call_of_base",
    "docstring_label",
    "mixin_server",
    "parm_prefix",
    "registered",
    "returned_text",
]

Found = tuple[str, ast.AST]

_MIXIN = "CallbackServerMixin"
_LABEL = re.compile(r"(.+), a PDG scheduler\.")


def base_names(definition: ast.ClassDef) -> list[str]:
    """Give the classes it derives from, each without its module; "" for a computed one."""
    return [_last_name(base) for base in definition.bases]


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def call_of_base(statement: ast.stmt, bases: list[str]) -> ast.Call | None:
    """Give the call if `statement` is `Base.__init__(...)` or `super().__init__(...)`."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    receiver = call.func.value
    of_super = isinstance(receiver, ast.Call) and _last_name(receiver.func) == "super"
    known = of_super or _last_name(receiver) in bases
    return call if call.func.attr == "__init__" and known else None


def mixin_server(calls: list[ast.Call]) -> Found | None:
    """Give "local" or "farm" from the call of the mixin's `__init__` among `calls`.

    SideFX's local scheduler passes True, farm schedulers pass False.
    """
    for call in calls:
        function = call.func
        if isinstance(function, ast.Attribute) and _last_name(function.value) == _MIXIN:
            flag = call.args[1] if len(call.args) > 1 else None
            local = isinstance(flag, ast.Constant) and flag.value is True
            return ("local" if local else "farm"), call
    return None


def parm_prefix(statement: ast.stmt) -> Found | None:
    """Give the text if `statement` is `self.parmprefix = "..."`."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant):
        return None
    target, value = statement.targets[0], statement.value.value
    fits = isinstance(target, ast.Attribute) and target.attr == "parmprefix"
    return (value, statement) if fits and isinstance(value, str) else None


def returned_text(function: ast.FunctionDef | None) -> Found | None:
    """Give the text that `function` returns, None where it computes one."""
    for node in ast.walk(function) if function else ():
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
            value = node.value.value
            if isinstance(value, str) and value:
                return value, node
    return None


def docstring_label(definition: ast.ClassDef) -> Found | None:
    """Give the label in the docstring that this tool writes."""
    match = _LABEL.fullmatch(ast.get_docstring(definition) or "")
    return (match[1], definition.body[0]) if match else None


def registered(tree: ast.Module, class_name: str) -> Iterator[tuple[str, Found]]:
    """Give name, label and category (`parm_category`) with which the class is registered."""
    keys = {"name": "name", "label": "label", "parm_category": "category"}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or _last_name(call.func) != "registerScheduler":
            continue
        if not call.args or _last_name(call.args[0]) != class_name:
            continue
        for word in call.keywords:
            value = word.value.value if isinstance(word.value, ast.Constant) else None
            if word.arg in keys and isinstance(value, str):
                yield keys[word.arg], (value, word.value)
