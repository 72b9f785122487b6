"""A module of PDG's own insides may be gone in the next release.

## What it does
Notes imports of `pdgutils`, `pdgd`, `pdg.utils.mq` and `pdg.job.mqrelay`, which Houdini's help does
not describe.

## Why it matters on a farm
Each is one more way for the registration to fail in the next release, and then the scheduler is not
in the menu. Most imports of this kind are not even used.

## Bad
    # header.py
    from pdg.job.mqrelay import MQRelay
    # onschedule.py
    self.relay = MQRelay
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    self.relay = work_item.id
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG160", Severity.NOTE)

_PRIVATE = ("pdgutils", "pdgd", "pdg.utils.mq", "pdg.job.mqrelay")


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Note modules that no page of the help describes."""
    for node in text.nodes.of(ast.Import):
        yield from _import(node, text)
    for other in text.nodes.of(ast.ImportFrom):
        yield from _import(other, text)


def _import(node: ast.Import | ast.ImportFrom, text: Text) -> Iterator[Finding]:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif node.level:
        return
    else:
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    found = next((one for one in names for known in _PRIVATE if _is_in(one, known)), "")
    if found and not is_guarded(node, text, "ImportError", "ModuleNotFoundError"):
        yield Finding(
            node,
            f"{found} is not documented and may go with any release; do without it, or catch "
            "ImportError",
        )


def _is_in(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")
