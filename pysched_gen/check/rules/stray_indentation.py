"""A text should start at the left margin.

## What it does
Notes a text whose every line is indented, as happens when it is copied out of a class. The
indentation is taken away from the code and kept inside multi-line strings.

## Why it matters on a farm
The node itself refuses such a text ("unexpected indent"), so it works in the generated package
and not in the scene it came from.

## Bad
    # onstart.py
        self.jobs = {}
        return True

## Good
    # onstart.py
    self.jobs = {}
    return True

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG008", Severity.NOTE)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report a text that is indented as a whole."""
    if text.parsed.indent:
        span = text.parsed.span(text.tree.body[0])
        origin = text.parsed.snippet.origin
        start = origin.span(origin.text_line(span.line))
        yield Finding(start, "the whole text is indented; start it at the left margin")
