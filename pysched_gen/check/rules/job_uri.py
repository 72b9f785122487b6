"""submitAsJob must give the status URI alone.

## What it does
Reports every way out of submitAsJob that does not give a text: None, a tuple, a number, no
`return` at the end. A call of a function of header.py or methods.py gives what that can return;
the value of another call, and of a variable that is ever anything but None, is taken to be right,
and so is a pair in, or behind, a branch on the release.

## Why it matters on a farm
Up to Houdini 19.5 the answer is shown as it is, as the address of the submitted job. The pair that
Houdini 20.0 wants raises a TypeError there, after the job has been submitted.

## Bad
    # scheduler.toml
    houdini = "19.5"
    # submitasjob.py
    return "http://queue.example/jobs/1", "1"

## Good
    # scheduler.toml
    houdini = "19.5"
    # submitasjob.py
    return "http://queue.example/jobs/1"

## Since
Every release up to Houdini 19.5; after that, see job-pair.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.returns import UNKNOWN, answer_edits, exits
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.returns import Exit
    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(
    __name__,
    "PSG105",
    Severity.WARNING,
    until="19.5",
    kinds=frozenset({Kind.CALLBACK}),
    callbacks=["submitAsJob"],
)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give no text."""
    for found in exits(text):
        if found.kind in ("str", UNKNOWN) or (found.by_release and found.kind == "tuple"):
            continue
        told = found.told(text.method, "the text that Houdini expects before 20.0")
        yield Finding(
            found.place,
            f'{told}; return the status URI, or "" if there is none',
            edits=_edits(found, text),
        )


def _edits(found: Exit, text: Text) -> tuple[Edit, ...]:
    """Return the edits that leave the first of a pair."""
    if isinstance(found.place, ast.Tuple) and found.size > 0:
        return replaced(found.place, text.parsed.source(found.place.elts[0]), text)
    return answer_edits(found, '""', text)
