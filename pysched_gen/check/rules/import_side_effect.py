"""To load the module must change nothing and need nothing.

## What it does
Reports what stands in header.py outside of functions and needs a variable that may not be set:
`os.environ["FARM_ROOT"]`. Notes what changes the whole session there: `print`,
`logging.basicConfig`, `sys.path.append`, `os.environ["X"] = ...`, `os.chdir`. Variables that
Houdini sets in every session are left alone.

## Why it matters on a farm
Houdini loads the module at its start. An error there, and the scheduler is missing in the menu with
no word to the artist; and what is changed is changed for every other tool of the session.

## Bad
    # header.py
    import os

    ROOT = os.environ["FARM_ROOT"]
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded

## Good
    # header.py
    import os

    ROOT = os.environ.get("FARM_ROOT", "")
    # onschedule.py
    self.root = ROOT
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.nodes import dotted_name, own_nodes, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG161", Severity.WARNING, kinds=frozenset({Kind.HEADER}))

# Those that every session or every system has.
_SET = re.compile(r"HFS|HH|HB|HD|HT|HIH|HHP|HOUDINI_\w+|HIP\w*|JOB|TMP|TEMP|PATH|HOME|USER\w*")
_CHANGES = {
    "logging.basicConfig": "sets up the logging of the whole session",
    "os.chdir": "changes the working directory of the whole session",
    "os.putenv": "sets a variable for the whole session",
    "os.environ.update": "sets variables for the whole session",
    "os.environ.setdefault": "sets a variable for the whole session",
}
_PATH = frozenset({"sys.path.append", "sys.path.insert", "sys.path.extend"})


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report what runs when the module is loaded, and has an effect or a need."""
    for node in own_nodes(text.tree.body):
        if isinstance(node, ast.Subscript):
            yield from _variable(node, text)
        elif isinstance(node, ast.Call):
            effect = _effect(node)
            if effect and not _is_main(node, text):
                yield Finding(node, f"this {effect} when Houdini starts", Severity.NOTE)


def _variable(node: ast.Subscript, text: Text) -> Iterator[Finding]:
    if text.context.inference.type_of(node.value, text) != "environment":
        return
    name = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if not isinstance(name, str) or text.shown(node.value).split(".")[-1] != "environ":
        return
    if isinstance(node.ctx, ast.Store):
        message = f"this sets {name} for the whole session when Houdini starts"
        yield Finding(node, message, Severity.NOTE)
    elif not (
        isinstance(node.ctx, ast.Del)
        or _SET.fullmatch(name)
        or is_guarded(node, text, "KeyError", "LookupError")
        or _asked(node, name, text)
    ):
        yield Finding(
            node,
            f"where {name} is not set the scheduler is missing in the menu; write "
            f'os.environ.get("{name}") and complain in onStartCook',
        )


def _asked(node: ast.AST, name: str, text: Text) -> bool:
    """Return whether an `if` around `node` looks for the variable."""
    tests = (
        around.test for around in text.ancestors_of(node) if isinstance(around, ast.If | ast.IfExp)
    )
    return any(name in {getattr(one, "value", "") for one in walk(test)} for test in tests)


def _effect(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name) and node.func.id == "print":
        return "prints"
    name = dotted_name(node.func)
    if name in _PATH:
        return "changes where every tool of the session finds modules"
    return _CHANGES.get(name, "")


def _is_main(node: ast.AST, text: Text) -> bool:
    return any(
        isinstance(around, ast.If) and "__name__" in ast.dump(around.test)
        for around in text.ancestors_of(node)
    )
