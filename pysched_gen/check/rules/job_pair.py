"""submitAsJob must give the status URI and the job id.

## What it does
Reports every way out of submitAsJob that does not give a pair: None, a text alone, a tuple of
another length, no `return` at the end. A call of a function of header.py or methods.py gives what
that can return; the value of another call, and of a variable that is ever anything but None, is
taken to be right, and so is a text in, or behind, a branch on the release. A text alone is a
warning.

## Why it matters on a farm
Houdini 20.0 unpacks the answer into two names. A text alone, which was right before, raises
"too many values to unpack" after the job has been submitted: it runs, and the artist who sees
the error submits it again.

## Bad
    # submitasjob.py
    return "http://queue.example/jobs/1"

## Good
    # submitasjob.py
    return "http://queue.example/jobs/1", "1"

## Since
Houdini 20.0; before, see job-uri.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import wrapped
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
    "PSG104",
    Severity.ERROR,
    since="20.0",
    kinds=frozenset({Kind.CALLBACK}),
    callbacks=["submitAsJob"],
)

_PAIR = 2


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the ways out that give no pair; a text alone only warns, as it can be a variable's."""
    for found in exits(text):
        if found.kind == UNKNOWN or (found.kind == "tuple" and found.size in (_PAIR, -1)):
            continue
        if found.by_release and found.kind == "str":
            continue  # what the releases before 20.0 get
        told = found.told(text.method, "a pair")
        yield Finding(
            found.place,
            f'{told}; return status_uri, job_id, and "" for either of them you do not have',
            severity=Severity.WARNING if found.kind == "str" else None,
            edits=_edits(found, text),
        )


def _edits(found: Exit, text: Text) -> tuple[Edit, ...]:
    """Return the edits that put the address and no job into a pair."""
    if found.kind == "str" and isinstance(found.place, ast.expr):
        alone = isinstance(text.parent_of(found.place), ast.Return)
        before, after = ("", ', ""') if alone else ("(", ', "")')
        return wrapped(found.place, before, after, text)
    return answer_edits(found, '"", ""', text)
