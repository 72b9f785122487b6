"""What only the graphical Houdini has must be asked for first.

## What it does
Reports `import hdefereval` and uses of `hou.ui`, `hou.qt` and `hou.desktop` in code that also runs
in hython: at the top of the module, and in callbacks with all they call. Left alone is what stands
behind `hou.isUIAvailable()`, in a `try`, and in submitAsJob, which a button calls.

## Why it matters on a farm
`hdefereval` cannot be imported by hython, so the type is missing on the farm. `hou.ui` is not there
either; where it is, a dialog in a callback stops the cook until somebody clicks.

## Bad
    # onschedule.py
    import hou
    hou.ui.displayMessage("no farm")
    return pdg.scheduleResult.CookFailed

## Good
    # onschedule.py
    import hou
    if hou.isUIAvailable():
        hou.ui.setStatusMessage("no farm")
    return pdg.scheduleResult.CookFailed

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG126", Severity.WARNING)

_MODULES = frozenset({"hdefereval"})
_MEMBERS = frozenset({"from hou.ui", "from hou.qt", "from hou.desktop"})
_BUTTONS = frozenset({"submitAsJob"})  # called by a click, never by hython
_INSTEAD = "ask hou.isUIAvailable() first"


@rule.text
def visit_imports(text: Text) -> Iterator[Finding]:
    """Report modules that hython does not have."""
    for node in text.nodes.of(ast.Import):
        yield from _import(node, text)
    for other in text.nodes.of(ast.ImportFrom):
        yield from _import(other, text)


def _import(node: ast.Import | ast.ImportFrom, text: Text) -> Iterator[Finding]:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [] if node.level else [node.module or ""]
    found = sorted({name.partition(".")[0] for name in names} & _MODULES)
    if not found or _asked(node, text) or not _runs_in_hython(node, text):
        return
    at_import = text.kind is Kind.HEADER and text.function_of(node) is None
    yield Finding(
        node,
        f"{found[0]} exists in the graphical Houdini only, not in hython; import it where "
        "hou.isUIAvailable() is true",
        severity=Severity.ERROR if at_import else None,
    )


@rule.node(ast.Attribute)
def visit_attribute(node: ast.Attribute, text: Text) -> Iterator[Finding]:
    """Report members of hou that hython does not have."""
    if node.attr not in ("ui", "qt", "desktop"):
        return
    if text.context.inference.type_of(node, text) not in _MEMBERS or _asked(node, text):
        return
    if _runs_in_hython(node, text):
        told = f"hou.{node.attr} exists in the graphical Houdini only, not in hython; {_INSTEAD}"
        yield Finding(node, told)


def _runs_in_hython(node: ast.AST, text: Text) -> bool:
    """Return whether more than a button calls the code around `node`."""
    function = text.function_of(node)
    if text.kind is Kind.HEADER and function is None:
        return True
    if text.kind is Kind.CALLBACK:
        return text.method not in _BUTTONS
    return text.kind is Kind.INIT or function in _reached(text.context)


def _reached(context: Context) -> set[ast.AST | None]:
    methods = set(context.calls.callbacks) - _BUTTONS
    return {place.function for place in context.calls.reached(methods)}


def _asked(node: ast.AST, text: Text) -> bool:
    if is_guarded(node, text, "ImportError", "ModuleNotFoundError", "AttributeError"):
        return True
    inner = node
    for around in text.ancestors_of(node):
        if isinstance(around, ast.If | ast.IfExp | ast.BoolOp | ast.While) and _asks(around):
            return True
        if _leaves_before(inner, around):
            return True
        inner = around
    return _leaves_before(inner, text.tree)


def _asks(node: ast.AST) -> bool:
    names = {getattr(one, "attr", "") or getattr(one, "id", "") for one in walk(node)}
    return any("UIAvailable" in name or "ui_available" in name for name in names)


def _leaves_before(inner: ast.AST, around: ast.AST) -> bool:
    """Return whether an `if` on the interface before `inner` ends in a return or raise."""
    block = getattr(around, "body", None)
    if not isinstance(block, list) or inner not in block:
        return False
    return any(
        isinstance(one, ast.If)
        and isinstance(one.body[-1], ast.Return | ast.Raise | ast.Continue)
        and _asks(one.test)
        for one in block[: block.index(inner)]
    )
