r"""No text holds marks that turn the order of what is shown.

## What it does
Reports the first of the characters U+202A to U+202E and U+2066 to U+2069 in the text of a callback,
in comments and strings too. Letters of languages that are written from the right need none of them.

## Why it matters on a farm
Editors and reviews show a line with such a mark in another order than Python reads it, so that a
comment may look like code and code like a comment. Write the escape, such as "\u202e", in a string.

## Bad
    # onstart.py
    self.level = "user<mark>"  # may start
    return True

## Good
    # onstart.py
    self.level = "user\u202e"
    return True

## Since
Every release.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.visible_text import TURNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG010", Severity.ERROR)

_MARK = re.compile(f"[{TURNING}]")


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the first mark of a text."""
    for number, line in enumerate(text.parsed.lines, 1):
        found = _MARK.search(line)
        if found:
            span = text.parsed.snippet.origin.span(number, found.start() + 1)
            code = f"U+{ord(found[0]):04X}"
            yield Finding(
                span, f"{code} turns the order in which the line is shown; write it as an escape"
            )
            return
