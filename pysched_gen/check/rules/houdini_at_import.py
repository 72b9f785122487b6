"""The module is better loaded without hou.

## What it does
Notes `import hou` in header.py outside of functions, where nothing catches its absence.

## Why it matters on a farm
Houdini has it. A test, a linter or a tool of the farm that loads the module outside of Houdini has
not, and cannot even tell whether the scheduler registers.

## Bad
    # header.py
    import hou
    # onschedule.py
    self.scene = hou.hipFile.path()
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import hou

    self.scene = hou.hipFile.path()
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG162", Severity.NOTE, kinds=frozenset({Kind.HEADER}))


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Note an import of hou that runs when the module is loaded."""
    for node in text.nodes.of(ast.Import):
        yield from _import(node, text)
    for other in text.nodes.of(ast.ImportFrom):
        yield from _import(other, text)


def _import(node: ast.Import | ast.ImportFrom, text: Text) -> Iterator[Finding]:
    if isinstance(node, ast.ImportFrom):
        found = node.module == "hou" and not node.level
    else:
        found = any(alias.name == "hou" for alias in node.names)
    if not found or text.function_of(node) is not None:
        return
    if not is_guarded(node, text, "ImportError", "ModuleNotFoundError"):
        yield Finding(node, "outside of Houdini this cannot be loaded; import hou where it is used")
