"""A job must get the variables of its item.

## What it does
Reports where a scheduler puts together the environment of jobs (it sets `PDG_ITEM_NAME`) and none
of its texts takes `work_item.environment`, or has PDG do it: `resolveBaseEnvironment`,
`addCommonJobEnvVars`.

## Why it matters on a farm
Environment Edit nodes do nothing: the license server, the project and the thread limit that an
artist set on an item never reach its job.

## Bad
    # onschedule.py
    import os
    job = dict(os.environ)
    job["PDG_ITEM_NAME"] = work_item.name
    job["PDG_ITEM_ID"] = str(work_item.id)
    self.jobs[work_item.id] = job
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}

## Good
    # onschedule.py
    import os
    job = dict(os.environ)
    job["PDG_ITEM_NAME"] = work_item.name
    job["PDG_ITEM_ID"] = str(work_item.id)
    job.update(work_item.environment)
    self.jobs[work_item.id] = job
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}

## Since
Every release.
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

rule = Rule(__name__, "PSG157", Severity.WARNING)

_TAKES = (".environment", "resolveBaseEnvironment", "addCommonJobEnvVars", "getattr(", "super()")


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report where the variables of a job are set and those of its item never are."""
    scheduler = text.context.scheduler
    if text.context.unparsable or text.context.inference.derives_from_local:
        return
    if any(word in snippet.text for snippet in scheduler.snippets for word in _TAKES):
        return
    for node in text.nodes.of(ast.Constant):
        parent = text.parent_of(node)
        is_key = isinstance(parent, ast.Dict) and node in parent.keys
        is_set = isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Store)
        if node.value == "PDG_ITEM_NAME" and (is_key or is_set):
            yield Finding(
                node,
                "jobs get these variables but not those of their item, which Environment Edit "
                "nodes set; add work_item.environment",
            )
            return
