"""What is unpacked must have as many parts as there are names.

## What it does
Reports `a, b = value` where the value is a number, a work item, a File or a process, comes from a
function of the scheduler or of PDG that gives nothing, one text, or a tuple of another length; and
a loop `for a, b in ...` over such.

## Why it matters on a farm
It is a TypeError or a ValueError in the middle of a cook. The second half of a range of ports, or
of what a farm answers, never arrives.

## Bad
    # onstartcook.py
    first, last = self["farmq_ports"].evaluateInt()
    self.ports = range(first, last)
    return True
    # scheduler.toml
    [[parameters]]
    name = "farmq_ports"
    type = "integer"

## Good
    # onstartcook.py
    first = self["farmq_ports"].evaluateInt()
    self.ports = range(first, first + 100)
    return True
    # scheduler.toml
    [[parameters]]
    name = "farmq_ports"
    type = "integer"

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.returns import can_fall_off, own_function
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk
from pysched_gen.houdini import pdg_api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG185", Severity.ERROR)

_WHOLE = {
    "int": "an integer",
    "float": "a number",
    "bool": "a yes or no",
    "None": "None",
    "WorkItem": "a work item",
    "File": "a File (path, tag, hash)",
    "process": "a process (stdout, stderr, returncode)",
    "completed": "a CompletedProcess (stdout, stderr, returncode)",
}
_TEXT = "one text"
# The same with text=True and the like, where the type of what it holds is not told.
_OF_PROCESSES = {
    "from subprocess.Popen": _WHOLE["process"],
    "from subprocess.run": _WHOLE["completed"],
    "from subprocess.check_output": "the output alone",
}


@rule.node(ast.Assign)
def visit(node: ast.Assign, text: Text) -> Iterator[Finding]:
    """Report names that a value cannot be given to one by one."""
    target = node.targets[0]
    if not isinstance(target, ast.Tuple | ast.List):
        return
    if any(isinstance(one, ast.Starred) for one in target.elts):
        return
    told, wanted = _told(node.value, text), len(target.elts)
    if told and not told.isdigit():
        message = f"{text.shown(node.value)} is {told}, which cannot be taken apart"
    elif told.isdigit() and int(told) != wanted:
        message = f"{text.shown(node.value)} gives {told} values, and there are {wanted} names"
    else:
        return
    if not is_guarded(node, text, "TypeError", "ValueError"):
        yield Finding(node, message)


@rule.node(ast.For)
def visit_loop(node: ast.For, text: Text) -> Iterator[Finding]:
    """Report names that each round of a loop cannot be given to one by one."""
    if isinstance(node.target, ast.Tuple):
        told = _WHOLE.get(text.context.inference.element_of(node.iter, text), "")
        if told and not is_guarded(node, text, "TypeError", "ValueError"):
            loop = text.shown(node.iter)
            yield Finding(node.target, f"each of {loop} is {told}, which cannot be taken apart")


def _told(node: ast.expr, text: Text) -> str:
    """Return what a value is where it is no tuple, else how many it has, "" where not told."""
    inference = text.context.inference
    called = inference.type_of(node.func, text) if isinstance(node, ast.Call) else ""
    if called in _OF_PROCESSES:
        return _OF_PROCESSES[called]
    kind = inference.type_of(node, text)
    if kind in _WHOLE:
        return _WHOLE[kind]
    found = own_function(node, text)
    if found is not None:
        return _told_by_own(found[1], kind, found[0])
    if isinstance(node, ast.Attribute):
        return _TEXT if kind == "str" and _is_of_pdg(inference.type_of(node.value, text)) else ""
    owner, _, name = called.removeprefix("method ").rpartition(".")
    if called.startswith("method ") and _is_of_pdg(owner):
        return _told_by_pdg(owner, name, text)
    return _TEXT if kind == "str" and called.startswith(("from os.", "function pdg")) else ""


def _is_of_pdg(owner: str) -> bool:
    return owner == "self" or pdg_api.is_class(owner)


def _told_by_own(function: ast.FunctionDef, kind: str, text: Text) -> str:
    values = [one.value for one in _returns(function)]
    falls_off = can_fall_off(function.body, text.context.raising)
    is_none = all(one is None or _is_none(one) for one in values) and _has_no_inner(function)
    if is_none and (values or falls_off):
        return _WHOLE["None"]
    if falls_off or not values:
        return ""
    if kind == "str" and not any(isinstance(one, ast.Constant) for one in values):
        return _TEXT
    if not all(isinstance(one, ast.Tuple) for one in values):
        return ""
    sizes = {len(one.elts) for one in values if isinstance(one, ast.Tuple)}
    starred = any(isinstance(inner, ast.Starred) for one in values if one for inner in walk(one))
    return str(sizes.pop()) if len(sizes) == 1 and not starred else ""


def _told_by_pdg(owner: str, name: str, text: Text) -> str:
    inference = text.context.inference
    if owner == "self":
        member = inference.member_of_self(name)
    else:
        member = pdg_api.member_of(owner, name, inference.release, heirs=True)
    kind = member.type if member is not None else ""
    if kind in ("None", "str"):
        return _TEXT if kind == "str" else _WHOLE["None"]
    if kind.startswith("dict["):
        return "a dict, whose keys it would give"
    return _size(kind)


def _size(kind: str) -> str:
    """Return how many a "tuple[A, dict[B, C]]" has, "" where it is none or does not say."""
    if not kind.startswith("tuple[") or "..." in kind:
        return ""
    depth, size = 0, 1
    for sign in kind.removeprefix("tuple[").removesuffix("]"):
        depth += (sign in "[(") - (sign in "])")
        size += sign == "," and not depth
    return str(size)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _has_no_inner(function: ast.FunctionDef) -> bool:
    inner = [one for one in walk(function) if isinstance(one, ast.FunctionDef | ast.Lambda)]
    return len(inner) == 1  # the function itself


def _returns(function: ast.FunctionDef) -> Iterator[ast.Return]:
    if _has_no_inner(function):
        yield from (one for one in walk(function) if isinstance(one, ast.Return))
