"""An except must say what it catches.

## What it does
Notes `except:`, which also catches KeyboardInterrupt, SystemExit and every slip of one's own.

## Why it matters on a farm
A misspelt name inside of the `try` looks like a farm that does not answer, for as long as nobody
reads the code; and Ctrl-C in hython is swallowed.

## Bad
    # onstart.py
    try:
        self.connect()
    except:
        self.cookWarning("the farm does not answer")
    return True
    # methods.py
    def connect(self):
        self.connected = True

## Good
    # onstart.py
    try:
        self.connect()
    except OSError:
        self.cookWarning("the farm does not answer")
    return True
    # methods.py
    def connect(self):
        self.connected = True

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Edit, Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG144", Severity.NOTE)


@rule.node(ast.ExceptHandler)
def visit(node: ast.ExceptHandler, text: Text) -> Iterator[Finding]:
    """Note a handler for everything."""
    if node.type is not None or any(isinstance(one, ast.Raise) for one in walk(node)):
        return
    span = text.parsed.span(node)
    line = text.parsed.line(span)
    edits: tuple[Edit, ...] = ()
    if line[span.column - 1 :].startswith("except:"):
        number = span.origin.text_line(span.line)
        end = span.column + len("except:")
        place = span.origin.span(number, span.column, number, end)
        edits = (Edit(place, "except Exception:", safe=False),)
    yield Finding(
        node,
        "except: catches Ctrl-C and slips too; name the error, or write except Exception:",
        edits=edits,
    )
