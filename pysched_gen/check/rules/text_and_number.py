"""A text and a number must not be mixed.

## What it does
Reports `"item " + work_item.id`, `os.path.join(folder, work_item.id)`, and a number, None or a list
as a value of the environment of a job.

## Why it matters on a farm
It is a TypeError when the line runs: often only in the line that tells of an error. Numbers in the
environment are found when the job is started, by `subprocess`, with no word about which variable it
is.

## Bad
    # onschedule.py
    import os
    environment = os.environ.copy()
    environment["PDG_ITEM_ID"] = work_item.id
    self.cookWarning("submitted " + work_item.id)
    self.environment = environment
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import os
    environment = os.environ.copy()
    environment["PDG_ITEM_ID"] = str(work_item.id)
    self.cookWarning("submitted " + str(work_item.id))
    self.environment = environment
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import wrapped
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG119", Severity.ERROR)

_ON_PATHS = frozenset(
    f"from os.{name}"
    for name in (
        *("path.join", "path.exists", "path.isfile", "path.isdir", "path.dirname"),
        *("path.basename", "path.splitext", "path.getsize", "path.abspath", "path.realpath"),
        *("remove", "unlink", "listdir", "makedirs", "mkdir", "chmod", "stat", "rename"),
    )
) | {"builtin open"}
_NO_TEXT = frozenset({"int", "float", "bool", "None", "list", "dict", "tuple", "set"})
_NUMBERS = frozenset({"int", "float"})
_WORDS = {"int": "an integer", "float": "a number", "bool": "a bool", "None": "None"}


@rule.node(ast.BinOp)
def visit_operation(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report a text and a number that are added."""
    if isinstance(node.op, ast.Div | ast.Sub):
        yield from _no_operator(node, text)
    if not isinstance(node.op, ast.Add):
        return
    left, right = (text.context.inference.type_of(one, text) for one in (node.left, node.right))
    number = node.left if left in _NUMBERS and right == "str" else None
    number = node.right if right in _NUMBERS and left == "str" else number
    if number is not None and not is_guarded(node, text, "TypeError"):
        shown = text.shown(number)
        yield Finding(
            number,
            f"a text and a number cannot be added; write str({shown})",
            edits=wrapped(number, "str(", ")", text),
        )
    for one, other in ((node.left, right), (node.right, left)):
        kind = text.context.inference.type_of(one, text)
        if other == "str" and kind in _OBJECTS and not is_guarded(node, text, "TypeError"):
            yield from _object(one, kind, "cannot be added to a text", text)


def _no_operator(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report `text / text`, as paths of pathlib have it, and a text that is subtracted."""
    kinds = [text.context.inference.type_of(one, text) for one in (node.left, node.right)]
    known = {"str", "int", "float"}
    if "str" not in kinds or not known.issuperset(kinds) or is_guarded(node, text, "TypeError"):
        return
    divides = isinstance(node.op, ast.Div)
    told = "a text cannot be divided" if divides else "nothing can be taken from a text"
    advice = "; os.path.join(...) joins parts of a path" if divides and kinds[0] == "str" else ""
    advice = advice if kinds[1] == "str" else "; float(...) makes a number of one"
    yield Finding(node, f"{told}{advice}")


# Objects of PDG, and the text that is meant where they stand for one.
_OBJECTS = {
    "File": "path",
    "WorkItem": "name",
    "BatchWorkItem": "name",
    "Node": "name",
    "Port": "evaluateString()",
}


def _object(node: ast.expr, kind: str, told: str, text: Text) -> Iterator[Finding]:
    member = _OBJECTS[kind]
    yield Finding(
        node,
        f"a {kind} {told}; write {text.shown(node)}.{member}",
        edits=wrapped(node, "", f".{member}", text),
    )


@rule.node(ast.Call)
def visit_call(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a number in a path, and values of a new environment."""
    inference = text.context.inference
    called = inference.type_of(node.func, text)
    if called in _ON_PATHS:
        for one in node.args if called == "from os.path.join" else node.args[:1]:
            kind = inference.type_of(one, text)
            if kind in _OBJECTS:
                yield from _object(one, kind, "is no path", text)
    if called == "method str.join":
        yield from _joined(node, text)
    elif called == "from os.path.join":
        yield from _parts_of_path(node, text)
    elif called in _STARTS:
        yield from _words_of_command(node, text)
        for value in _new_environment(node, text):
            yield from _value(value, text)
    else:
        for value in _given(node, called, text):
            yield from _value(value, text)


def _parts_of_path(node: ast.Call, text: Text) -> Iterator[Finding]:
    for one in node.args:
        kind = text.context.inference.type_of(one, text).partition("[")[0]
        if kind in _NUMBERS:
            told = f"a part of a path is a text, this is {_WORDS[kind]}; {_STR}"
            yield Finding(one, told, edits=wrapped(one, "str(", ")", text))
        elif kind in ("list", "tuple", "dict", "set"):
            told = f"a part of a path is a text, this is a {kind}; write *{text.shown(one)}"
            yield Finding(one, told, edits=wrapped(one, "*", "", text, safe=False))


def _joined(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a number among what `", ".join(...)` is given."""
    given = node.args[0] if len(node.args) == 1 else None
    parts = given.elts if isinstance(given, ast.List | ast.Tuple) else []
    parts = [given.elt] if isinstance(given, ast.ListComp | ast.GeneratorExp) else parts
    for one in parts:
        kind = text.context.inference.type_of(one, text)
        if kind in _NUMBERS and not is_guarded(node, text, "TypeError"):
            told = f"join takes texts, this is {_WORDS[kind]}; {_STR}"
            yield Finding(one, told, edits=wrapped(one, "str(", ")", text))


_STARTS = frozenset(
    f"from subprocess.{name}" for name in ("Popen", "run", "call", "check_call", "check_output")
)


def _words_of_command(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report a number among the words of a command that is given as a list."""
    given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "args")]
    for words in given:
        for one in words.elts if isinstance(words, ast.List | ast.Tuple) else ():
            kind = text.context.inference.type_of(one, text)
            if kind in _NUMBERS and not is_guarded(node, text, "TypeError"):
                told = f"a word of a command is a text, this is {_WORDS[kind]}; {_STR}"
                yield Finding(one, told, edits=wrapped(one, "str(", ")", text))


def _new_environment(node: ast.Call, text: Text) -> Iterator[ast.expr]:
    """Return the values of a dictionary that a process is given as its environment."""
    for keyword in node.keywords:
        whole = keyword.value if keyword.arg == "env" else None
        if isinstance(whole, ast.Name):
            stores = text.stores(text.function_of(whole) or text.tree).get(whole.id, ())
            parents = [text.parent_of(one) for one in stores]
            if text.context.inference.type_of(whole, text) == "dict":
                yield from _set_in(whole, text)
            whole = parents[0].value if len(parents) == 1 and _is_set(parents[0]) else None  # type: ignore[union-attr]
        # One that spreads the environment is looked at where it stands.
        if isinstance(whole, ast.Dict) and None not in whole.keys:
            yield from whole.values
        if isinstance(whole, ast.Call) and dotted_name(whole.func) == "dict" and not whole.args:
            yield from (one.value for one in whole.keywords if one.arg)


def _set_in(name: ast.Name, text: Text) -> Iterator[ast.expr]:
    """Return what `name["X"] = ...` sets in the function that `name` is in."""
    for one in text.nodes.of(ast.Subscript):
        same = isinstance(one.value, ast.Name) and one.value.id == name.id
        parent = text.parent_of(one) if same and isinstance(one.ctx, ast.Store) else None
        if isinstance(parent, ast.Assign) and text.function_of(one) is text.function_of(name):
            yield parent.value


def _is_set(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)


def _given(node: ast.Call, called: str, text: Text) -> Iterator[ast.expr]:
    """Return the values that a call gives variables of an environment."""
    first = node.args[0] if node.args else None
    if called == "builtin dict" and first is not None:
        if text.context.inference.type_of(first, text) == "environment":
            yield from (keyword.value for keyword in node.keywords)
    elif called == "method environment.update":
        yield from (keyword.value for keyword in node.keywords)
        yield from first.values if isinstance(first, ast.Dict) else ()
    elif called == "method environment.setdefault":
        yield from node.args[1:2]


@rule.node(ast.Subscript)
def visit_subscript(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    """Report numbers in the environment."""
    if not isinstance(node.ctx, ast.Store):
        return
    parent = text.parent_of(node)
    if text.context.inference.type_of(node.value, text) != "environment":
        return
    if isinstance(parent, ast.Assign):
        yield from _value(parent.value, text)


@rule.node(ast.Dict)
def visit_dict(node: ast.Dict, text: Text) -> Iterator[Finding]:
    """Report numbers in a dictionary that spreads the environment."""
    if None in node.keys and text.context.inference.type_of(node, text) == "environment":
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                yield from _value(value, text)


def _value(value: ast.expr, text: Text) -> Iterator[Finding]:
    kind = text.context.inference.type_of(value, text).partition("[")[0]
    if kind in _NO_TEXT and not _made_text_later(text):
        shown = _WORDS.get(kind, f"a {kind}")
        yield Finding(
            value,
            f"a variable of the environment is a text, this is {shown}; {_STR}",
            edits=wrapped(value, "str(", ")", text) if kind in _NUMBERS else (),
        )


_STR = "write str(...)"


def _made_text_later(text: Text) -> bool:
    """Return whether something goes over all variables, and may make texts of them."""
    inference = text.context.inference
    for one in text.context.texts:
        for node in one.nodes.of(ast.Attribute):
            over = node.attr in ("items", "iteritems")
            if over and inference.type_of(node.value, one) in ("environment", ""):
                return True
        if any(node.id == "convertEnvMapToUTF8" for node in one.nodes.of(ast.Name)):
            return True
    return False
