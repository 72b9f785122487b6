"""A parameter is evaluated as what it holds.

## What it does
Reports a text evaluated as a number, a float evaluated as an integer, and a number or toggle
evaluated as text, by `self["x"].evaluateInt()` and its kin or by an override. A text whose default
is a number or computed may be one on purpose, a number may become part of a text or of an
environment, and what a menu gives is not looked at. A number that is only kept as text is a note.

## Why it matters on a farm
No error is raised. A text evaluated as a number is 0, a limit of 0.5 hours evaluated as an integer
is 0, and a toggle that is off, evaluated as text, is "0", which counts as true.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_pool"
    type = "string"
    # onstartcook.py
    self.pool = self["farmq_pool"].evaluateInt()
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_pool"
    type = "string"
    # onstartcook.py
    self.pool = self["farmq_pool"].evaluateString()
    return True

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import member
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text
    from pysched_gen.formats.dialog_script.values import Value
    from pysched_gen.model.scheduler import Parameter

__all__ = ["rule"]

rule = Rule(__name__, "PSG212", Severity.WARNING)

_FITTING = {"string": "String", "integer": "Int", "float": "Float", "toggle": "Int"}
_TOLD = {
    ("string", "Int"): "is 0 for any text that is no number",
    ("string", "Float"): "is 0 for any text that is no number",
    ("float", "Int"): "loses what is behind the point",
    ("integer", "String"): "gives a text, which compares and adds up as one",
    ("float", "String"): "gives a text, which compares and adds up as one",
    ("toggle", "String"): 'gives "0" for off, which counts as true',
}


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report values that are not what the parameter holds."""
    for read in text.reads:
        parameter = text.context.parameter_names.declared(read.name)
        if parameter is None or read.call is None:
            continue
        told = _TOLD.get((parameter.type, read.kind), "")
        if told and not _is_meant(parameter, read.kind, read.call, text):
            ending = "Override" if read.override else ""
            a = "an" if parameter.type == "integer" else "a"
            kept = parameter.type in {"integer", "float"} and read.kind == "String"
            is_note = kept and isinstance(text.parent_of(read.call), ast.Assign)
            yield Finding(
                read.call,
                f'"{parameter.name}" is {a} {parameter.type}, so evaluate{read.kind}{ending} '
                f"{told}; write evaluate{_FITTING[parameter.type]}{ending}",
                severity=Severity.NOTE if is_note else None,
                edits=(
                    member(
                        read.call.func,
                        f"evaluate{_FITTING[parameter.type]}{ending}",
                        text,
                        safe=False,
                    )
                    if isinstance(read.call.func, ast.Attribute)
                    else ()
                ),
            )


def _is_meant(parameter: Parameter, kind: str, call: ast.Call, text: Text) -> bool:
    if parameter.type == "string":
        return bool(parameter.default_expressions) or any(map(_may_be_number, parameter.default))
    return kind == "String" and _becomes_text(call, text)


def _may_be_number(value: Value) -> bool:
    return re.search(r"[$`@]|^\s*[-+]?[0-9.]+\s*$", str(value)) is not None


def _becomes_text(call: ast.Call, text: Text) -> bool:
    """Return whether a text is wanted where `call` stands, or is made a number at once."""
    parent = text.parent_of(call)
    if isinstance(parent, ast.Assign):
        return all(isinstance(target, ast.Subscript) for target in parent.targets)
    if isinstance(parent, ast.Call):
        return not (isinstance(parent.func, ast.Name) and parent.func.id == "bool")
    if isinstance(parent, ast.BinOp):
        other = parent.left if parent.right is call else parent.right
        return isinstance(parent.op, ast.Add | ast.Mod) and not _is_number(other)
    if isinstance(parent, ast.Compare):
        others = [one for one in (parent.left, *parent.comparators) if one is not call]
        return not any(_is_number(one) for one in others)
    return not isinstance(parent, _OF_TRUTH)


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


# What asks whether a value is true.
_OF_TRUTH = (ast.BoolOp, ast.If, ast.IfExp, ast.UnaryOp, ast.While)
