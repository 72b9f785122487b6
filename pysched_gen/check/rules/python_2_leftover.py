"""Code must mean in Python 3 what it meant in Python 2.

## What it does
Reports what Python 3 reads but cannot run as it was meant: `jobs.keys()[0]`, `map(...)[0]`,
`jobs.has_key(x)`, `jobs.iteritems()`, `error.message`, `sort(cmp=...)`, bytes of `check_output`
that are used as text, a hash of a text, a number as value of an environment variable.

## Why it matters on a farm
Houdini runs Python 3 from 19.0 on. Such a line is a TypeError or an AttributeError, most often on
the path that reads what the farm says, or that tells of an error.

## Bad
    # onschedule.py
    jobs = {1: work_item.id}
    first = jobs.keys()[0]
    self.first = first
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    jobs = {1: work_item.id}
    first = next(iter(jobs))
    self.first = first
    return pdg.scheduleResult.Succeeded

## Since
Houdini 19.0.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.inference import is_guarded
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG116", Severity.ERROR, since="19.0")

_LAZY = frozenset({"map", "filter", "zip", "view"})
_DICT_ONLY = {
    "has_key": "write `key in dictionary`",
    "iteritems": "write items()",
    "iterkeys": "write keys()",
    "itervalues": "write values()",
}
_HASHES = frozenset(
    f"hashlib.{name}" for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
)
_TEXTUAL = frozenset({"split", "startswith", "endswith", "replace", "strip", "find", "count"})


@rule.node(ast.Subscript)
def visit_subscript(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    """Report an index into what is no list in Python 3, and numbers in the environment."""
    owner = text.context.inference.type_of(node.value, text)
    if owner in _LAZY and isinstance(node.ctx, ast.Load):
        what = "keys(), values() and items() give" if owner == "view" else f"{owner}() gives"
        yield Finding(node, f"{what} no list in Python 3; write list(...)[...] or next(iter(...))")
    elif isinstance(node.ctx, ast.Store) and (
        owner == "environment" or text.shown(node.value) == "os.environ"
    ):
        yield from _environment(node, text)


def _environment(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    parent = text.parent_of(node)
    value = parent.value if isinstance(parent, ast.Assign) else None
    if value is None:
        return
    kind = text.context.inference.type_of(value, text)
    if kind in ("int", "float", "bool", "list", "dict", "None"):
        yield Finding(node, f"a variable of the environment is a text, this is {kind}; write str()")


@rule.node(ast.Attribute)
def visit_attribute(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report members that Python 3 took away."""
    if not isinstance(node.ctx, ast.Load):
        return
    owner = text.context.inference.type_of(node.value, text)
    if node.attr in _DICT_ONLY and owner in ("dict", "environment"):
        if not is_guarded(node, text, "AttributeError"):
            yield Finding(node, f"{node.attr} is Python 2: {_DICT_ONLY[node.attr]}")
    elif node.attr == "message" and owner.startswith("error "):
        kind = getattr(builtins, owner.removeprefix("error "), None)
        known = isinstance(kind, type) and issubclass(kind, BaseException)
        if known and not is_guarded(node, text, "AttributeError"):
            yield Finding(node, "errors have no message in Python 3; write str(error)")


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report arguments that mean something in Python 2 only."""
    inference = text.context.inference
    called = inference.type_of(node.func, text)
    kind, _, name = called.partition(" ")
    first = node.args[0] if node.args else None
    if kind == "from" and name in _HASHES and first is not None:
        if inference.type_of(first, text) == "str":
            yield Finding(first, "a hash takes bytes, this is a text; write text.encode()")
    elif name.startswith("bytes.") and name[6:] in _TEXTUAL and first is not None:
        if inference.type_of(first, text) == "str":
            yield Finding(first, f"{name[6:]} of bytes takes bytes, this is a text; {_DECODE}")
    elif name in ("list.sort", "sorted") and any(k.arg == "cmp" for k in node.keywords):
        yield Finding(node, "cmp= is Python 2; write key=functools.cmp_to_key(function)")


_DECODE = "decode the bytes, or pass text=True where a process is started"


@rule.node(ast.BinOp)
def visit_operation(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report text and bytes that are added."""
    if isinstance(node.op, ast.Add):
        inference = text.context.inference
        kinds = {inference.type_of(one, text) for one in (node.left, node.right)}
        if kinds == {"str", "bytes"}:
            yield Finding(node, f"a text and bytes cannot be added; {_DECODE}")
        elif "view" in kinds and len(kinds) > 1 and "list" in kinds:
            yield Finding(node, "keys(), values() and items() give no list in Python 3")


@rule.node(ast.Compare)
def visit_compare(node: ast.Compare, text: Text) -> Iterator[Finding]:
    """Report text that is looked for in bytes, or compared with them."""
    values = [node.left, *node.comparators]
    kinds = [text.context.inference.type_of(one, text) for one in values]
    for left, right, operator in zip(kinds, kinds[1:], node.ops, strict=False):
        if {left, right} == {"str", "bytes"} and not isinstance(operator, ast.Is | ast.IsNot):
            yield Finding(node, f"a text is compared with bytes; {_DECODE}")
            return
