"""A path in a command must be quoted.

## What it does
Reports a command that puts the value of `--hip`, `--outputdir`, `--taskgraphout` or another option
that takes a file straight behind it, without quotes. `--toppath` gets a note.

## Why it matters on a farm
A scene in "My Project" falls into two arguments, and the job that was to cook the whole graph ends
at once with a message about an argument that nobody wrote.

## Bad
    # submitasjob.py
    command = "__PDG_HYTHON__ topcook.py --hip {}".format(graph_file)
    job = self.farm.send(command)
    return "http://farm/" + job, job
    # init.py
    import farmlib

    self.farm = farmlib.connect()

## Good
    # submitasjob.py
    import shlex

    command = "__PDG_HYTHON__ topcook.py --hip {}".format(shlex.quote(graph_file))
    job = self.farm.send(command)
    return "http://farm/" + job, job
    # init.py
    import farmlib

    self.farm = farmlib.connect()

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import import_edit, wrapped
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG173", Severity.WARNING)

_OPTION = re.compile(r"--(hip|outputdir|taskgraphin|taskgraphout|toppath)[ =]$")
_PLACE = re.compile(r"(--(?:hip|outputdir|taskgraphin|taskgraphout|toppath)[ =])(%s|\{\w*\})")


@rule.node(ast.JoinedStr)
def visit_f_string(node: ast.JoinedStr, text: Text) -> Iterator[Finding]:
    """Report `f"--hip {path}"`."""
    for before, value in zip(node.values, node.values[1:], strict=False):
        if isinstance(value, ast.FormattedValue) and value.conversion != ord("r"):
            yield from _told(before, value.value, node, text)


@rule.node(ast.BinOp)
def visit_operation(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report `"--hip " + path` and `"--hip %s" % path`."""
    if isinstance(node.op, ast.Add):
        before = node.left.right if isinstance(node.left, ast.BinOp) else node.left
        yield from _told(before, node.right, node.right, text)
    elif isinstance(node.op, ast.Mod):
        given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        yield from _formatted(node.left, given, text)


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report `"--hip {}".format(path)`."""
    if isinstance(node.func, ast.Attribute) and node.func.attr == "format" and not node.keywords:
        yield from _formatted(node.func.value, node.args, text)


def _formatted(pattern: ast.expr, given: list[ast.expr], text: Text) -> Iterator[Finding]:
    if not isinstance(pattern, ast.Constant) or not isinstance(pattern.value, str):
        return
    places = list(re.finditer(r"%s|\{\w*\}", pattern.value))
    for found in _PLACE.finditer(pattern.value):
        index = [one.start() for one in places].index(found.start(2))
        if index < len(given) and found[2] in ("%s", "{}"):
            option = ast.Constant(found[1])
            yield from _told(option, given[index], given[index], text)


def _told(before: ast.expr, value: ast.expr, place: ast.AST, text: Text) -> Iterator[Finding]:
    words = before.value if isinstance(before, ast.Constant) else ""
    option = _OPTION.search(words) if isinstance(words, str) else None
    if option is None or _is_quoted(value):
        return
    of_node = option[1] == "toppath"
    yield Finding(
        place,
        f"a blank in what --{option[1]} gets ends it there; write shlex.quote(...) around it",
        severity=Severity.NOTE if of_node else None,
        edits=_edits(value, place, text),
    )


def _edits(value: ast.expr, place: ast.AST, text: Text) -> tuple[Edit, ...]:
    if place is not value:
        return ()
    quoted = wrapped(value, "shlex.quote(", ")", text, safe=False)
    return (*quoted, *import_edit("shlex", text, safe=False))


def _is_quoted(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return " " not in str(value.value)
    called = ""
    if isinstance(value, ast.Call):
        called = getattr(value.func, "attr", "") or getattr(value.func, "id", "")
    return "quote" in called or called in ("repr", "int", "join")
