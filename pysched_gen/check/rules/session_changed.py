"""Scheduling an item must not change the Houdini session.

## What it does
Reports what onSchedule and onTick, and what they call, change for the whole process: variables of
`os.environ` that come from an item, `os.putenv`, `os.chdir`, `os.umask`, and folders that are added
to `sys.path` without a look whether they are there. What the same body puts back is left alone.

## Why it matters on a farm
All items, threads and nodes of the session share them. A variable of one item is still set for the
next one, which has none of its own and runs with the wrong shot; a working directory that moves
breaks every relative path at that moment; `sys.path` grows by one folder an item.

## Bad
    # onschedule.py
    import os
    os.environ["FARM_ITEM"] = work_item.name
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import os
    environment = dict(os.environ, FARM_ITEM=work_item.name)
    self.queue.append((work_item.id, environment))
    return pdg.scheduleResult.Succeeded
    # init.py
    self.queue = []

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.calls import Place
    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG180", Severity.WARNING)

_ITEMS = frozenset({"WorkItem", "BatchWorkItem", "list[WorkItem]"})
_COPY = "set it in a copy, dict(os.environ, ...), that the job is given"
_OF_ALL = {
    "from os.chdir": "moves the whole session; give the job its folder, as with cwd=",
    "from os.umask": "changes the files of the whole session; set the mode of the file itself",
}


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report what outlives the item that it was done for."""
    for place in context.calls.reached(["onSchedule", "onTick"]):
        yield from _of_process(place)
        yield from _of_environment(place)
        yield from _of_path(place)


def _of_process(place: Place) -> Iterator[Finding]:
    inference = place.text.context.inference
    every = [
        (inference.type_of(c.func, place.text), c) for c in place.text.context.calls.calls(place)
    ]
    kinds = [kind for kind, _ in every]
    for kind, call in every:
        # The second call puts back what the first one changed.
        alone = kinds.count(kind) == 1 and "from os.fchdir" not in kinds
        if kind in _OF_ALL and alone and "from os.fork" not in kinds:
            told = f"{place.text.shown(call)} {_OF_ALL[kind]}"
            yield Finding(place.text.parsed.span(call), told)


def _of_environment(place: Place) -> Iterator[Finding]:
    text, nodes = place.text, place.text.context.calls.nodes(place)
    every = [(node, list(_variables(node, text))) for node in nodes]
    every = [(node, given) for node, given in every if given]
    if not every or _is_put_back(nodes, text):
        return
    of_item = _names_of_items(nodes, text)
    for node, variables in every:
        if any(_is_of_item(one, of_item, text) for given in variables for one in given):
            told = f"the next item has this in os.environ too; {_COPY}"
            yield Finding(text.parsed.span(node), told)


def _variables(node: ast.AST, text: Text) -> Iterator[tuple[ast.expr, ...]]:
    """Return what the variables that `node` sets for the session are made of."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        parent = text.parent_of(node)
        if isinstance(parent, ast.Assign) and _is_session(node.value, text):
            yield node.slice, parent.value
    elif isinstance(node, ast.Call):
        if text.context.inference.type_of(node.func, text) == "from os.putenv":
            yield tuple(node.args)
        elif _changes(node.func, text):
            yield (*node.args, *(keyword.value for keyword in node.keywords))


def _changes(node: ast.expr, text: Text) -> bool:
    changes = isinstance(node, ast.Attribute) and node.attr in ("update", "setdefault")
    return changes and _is_session(node.value, text)  # type: ignore[attr-defined]


def _is_session(node: ast.expr, text: Text) -> bool:
    """Return whether `node` is `os.environ` itself, and not a copy of it."""
    if text.context.inference.type_of(node, text) != "environment":
        return False
    if isinstance(node, ast.Attribute):
        return (
            node.attr == "environ" and isinstance(node.value, ast.Name) and node.value.id != "self"
        )
    if not isinstance(node, ast.Name):
        return False
    stores = text.stores(text.function_of(node) or text.tree).get(node.id, ())
    for store in stores:
        parent = text.parent_of(store)
        imported = isinstance(store, ast.ImportFrom) and store.module == "os"
        if not imported and not (
            isinstance(parent, ast.Assign) and _is_session(parent.value, text)
        ):
            return False
    return bool(stores) or node.id == "environ"


def _names_of_items(nodes: Iterable[ast.AST], text: Text) -> frozenset[str]:
    """Return the names that are given something of an item."""
    found: set[str] = set()
    for _ in range(3):  # `name = work_item.name`, `path = folder + name`, ...
        for node in nodes:
            if isinstance(node, ast.Assign) and _is_of_item(node.value, frozenset(found), text):
                found |= {
                    one.id
                    for target in node.targets
                    for one in walk(target)
                    if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
                }
            elif isinstance(node, ast.For) and _is_of_item(node.iter, frozenset(found), text):
                found |= {one.id for one in walk(node.target) if isinstance(one, ast.Name)}
    return frozenset(found)


def _is_of_item(node: ast.expr, names: frozenset[str], text: Text) -> bool:
    return any(
        isinstance(one, ast.Name)
        and (one.id in names or text.context.inference.type_of(one, text) in _ITEMS)
        for one in walk(node)
    )


def _is_put_back(nodes: Iterable[ast.AST], text: Text) -> bool:
    """Return whether the body takes variables away again, or sets them in a `finally`."""
    for node in nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Del):
            if _is_session(node.value, text):
                return True
        elif isinstance(node, ast.Attribute) and node.attr in ("pop", "clear", "copy"):
            used = isinstance(text.parent_of(node), ast.Call)
            if used and node.attr != "copy" and _is_session(node.value, text):
                return True
        elif isinstance(node, ast.Try):
            last = [one for statement in node.finalbody for one in walk(statement)]
            if any(isinstance(one, ast.expr) and _is_session(one, text) for one in last):
                return True
        elif isinstance(node, ast.Attribute | ast.Name) and _name_of(node) in ("fork", "patch"):
            return True
    return False


def _name_of(node: ast.Attribute | ast.Name) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id


_GROWS = ("append", "insert", "extend")
_SHRINKS = ("remove", "pop", "clear")


def _of_path(place: Place) -> Iterator[Finding]:
    text, inference = place.text, place.text.context.inference
    added: list[ast.AST] = []
    for node in text.context.calls.nodes(place):
        if (
            not isinstance(node, ast.Attribute | ast.Name)
            or inference.type_of(node, text) != "from sys.path"
        ):
            continue
        parent = text.parent_of(node)
        if isinstance(parent, ast.Compare):
            return  # it looks whether the folder is there
        if isinstance(parent, ast.Attribute) and parent.attr in _SHRINKS:
            return
        call = text.parent_of(parent) if isinstance(parent, ast.Attribute) else None
        if isinstance(parent, ast.Attribute) and parent.attr in _GROWS and call is not None:
            added.append(call)
        elif isinstance(parent, ast.AugAssign):
            added.append(parent)
        elif isinstance(parent, ast.Assign | ast.Delete | ast.Subscript):
            return
    told = "sys.path of the session grows with every item; add it once, at the top of header.py"
    for one in added:
        yield Finding(text.parsed.span(one), told)
