"""A parameter can be declared once.

## What it does
Reports a second parameter of the same name, and one that has the name of an instance of another:
`farmq_env3` beside `farmq_env#` in a multiparm.

## Why it matters on a farm
PDG makes one port for each name and takes the default of one of the two; which one differs between
the node, the JSON template and the dialog script of overrides.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    [[parameters]]
    name = "farmq_queue"
    # onstartcook.py
    self.queue = self["farmq_queue"].evaluateString()
    return True

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    [[parameters]]
    name = "farmq_group"
    # onstartcook.py
    self.queue = self["farmq_queue"].evaluateString()
    self.group = self["farmq_group"].evaluateString()
    return True

## Since
Every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.parm_layout import declared_names, is_instance
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context
    from pysched_gen.span import Span

__all__ = ["rule"]

rule = Rule(__name__, "PSG202", Severity.ERROR, essential=True)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report each parameter whose name another one has."""
    first: dict[str, Span] = {}
    for name, span in declared_names(context):
        if name in first:
            yield Finding(
                span,
                f'"{name}" is declared twice, first in {_place(first[name], span)}; rename or '
                "remove one of the two",
            )
        first.setdefault(name, span)
    patterns = [name for name in first if "#" in name]
    for name, span in first.items():
        pattern = next((one for one in patterns if is_instance(name, one)), None)
        if pattern is not None:
            yield Finding(
                span,
                f'"{name}" is what an instance of "{pattern}" is called, in '
                f"{_place(first[pattern], span)}; rename one of the two",
            )


def _place(span: Span, other: Span) -> str:
    """Return where `span` is for who looks at `other`."""
    return f"line {span.line}" if span.origin == other.origin else f"a {span.origin}"
