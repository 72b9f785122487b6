"""Jobs need the id of their item.

## What it does
Reports an environment for jobs that has PDG_ITEM_NAME, while no text sets PDG_ITEM_ID.

## Why it matters on a farm
From Houdini 19.0 on jobs report by the id: `pdgcmd` reads PDG_ITEM_ID. Without it every report is
for item 0 or none, and no item ends.

## Bad
    # onschedule.py
    import os
    environment = dict(os.environ, PDG_ITEM_NAME=work_item.name)
    self.environment = environment
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import os
    environment = dict(os.environ, PDG_ITEM_NAME=work_item.name, PDG_ITEM_ID=str(work_item.id))
    self.environment = environment
    return pdg.scheduleResult.Succeeded

## Since
Houdini 19.0.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG139", Severity.WARNING, since="19.0")

_HELPERS = ("PDG_ITEM_ID", "addCommonJobEnvVars", "resolveBaseEnvironment")


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report where the name is set and the id never is."""
    texts = text.context.scheduler.snippets
    if any(word in snippet.text for snippet in texts for word in _HELPERS):
        return
    places: list[ast.AST] = [
        one
        for one in text.nodes.of(ast.Constant)
        if one.value == "PDG_ITEM_NAME" and _is_key(one, text)
    ]
    places += [one for one in text.nodes.of(ast.keyword) if one.arg == "PDG_ITEM_NAME"]
    for place in places[:1]:
        yield Finding(
            place,
            "jobs get PDG_ITEM_NAME but not PDG_ITEM_ID, by which they report; set it to "
            "str(work_item.id)",
        )


def _is_key(node: ast.AST, text: Text) -> bool:
    parent = text.parent_of(node)
    if isinstance(parent, ast.Dict):
        return node in parent.keys
    return isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Store)
