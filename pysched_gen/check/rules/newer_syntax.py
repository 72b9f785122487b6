"""A text must be Python of the release it is for.

## What it does
Reports syntax that the Python of the target release does not know: `:=` before Houdini 19.5,
`match` before 20.0, `except*` before 20.5, f-strings, annotations, `raise ... from` or
`print(..., file=...)` before 19.0, and the like. It also reports syntax that is newer than the
Python this tool runs on, which then cannot read the text.

## Why it matters on a farm
The package is written on a workstation with the newest Houdini and cooked by the release the show
has settled on. There, the module is a SyntaxError: the scheduler is missing from the TAB menu.

## Bad
    # scheduler.toml
    houdini = "19.0"
    # onschedule.py
    if (job := self.jobs.get(work_item.id)) is not None:
        job.stop()
    return pdg.scheduleResult.Succeeded

## Good
    # scheduler.toml
    houdini = "19.0"
    # onschedule.py
    job = self.jobs.get(work_item.id)
    if job is not None:
        job.stop()
    return pdg.scheduleResult.Succeeded

## Since
Every release: Houdini 17.5 to 18.5 run Python 2.7, 19.0 runs 3.7, 19.5 runs 3.9, 20.0 runs 3.10,
20.5 and 21.0 run 3.11, 22.0 runs 3.13.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.new_syntax import DATED, constructs, newer_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG004", Severity.ERROR, essential=True)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report what the Python of the release cannot read."""
    release = text.context.scheduler.release
    if release.python >= sys.version_info[:2]:
        return  # what is newer is no Python here
    plain = {ast.Name, ast.Attribute} if text.parsed.snippet.text.isascii() else set()
    newer = (one for one, python in DATED.items() if python > release.python and one not in plain)
    for node in text.nodes.of(*newer):
        for place, construct, python in constructs(node, text.parsed, text.nodes):
            if python > release.python:
                yield Finding(place, newer_message(construct, python, release))
