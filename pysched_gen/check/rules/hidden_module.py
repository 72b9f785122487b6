"""A scheduler must not be called like a module that it, or Houdini, imports.

## What it does
Reports a scheduler whose name is that of a module that one of its own texts imports, or of one that
Houdini's Python has: `pdgcmd`, `hdefereval`, `numpy`, `requests`, `tractor`.

## Why it matters on a farm
The package is called like the scheduler. `import opencue` then finds the scheduler itself in place
of the library, and every use of it is an AttributeError; a job script that imports `pdgcmd` may
find the scheduler too.

## Bad
    # scheduler.toml
    name = "opencue"
    # header.py
    import opencue
    # init.py
    self.client = opencue

## Good
    # scheduler.toml
    name = "opencuefarm"
    # header.py
    import opencue
    # init.py
    self.client = opencue

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

    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG055", Severity.ERROR)

# Of Houdini's own, and of the libraries in its Python that its own code imports.
_HOUDINIS = frozenset(
    {
        *("pdgcmd", "pdgjson", "pdgutils", "pdgjob", "pdgjobcmd", "pdgd", "topcook", "husd"),
        *("hdefereval", "toolutils", "toptoolutils", "hrpyc", "houpythonportion", "hutil", "rop"),
    }
)
_LIBRARIES = frozenset({"numpy", "requests", "tractor", "six", "yaml", "certifi", "urllib3"})


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report a name that hides a module."""
    name, place = context.scheduler.name, context.scheduler.span_of("name")
    advice = "choose another name"
    for text in context.texts:
        if name in set(_imported(text)):
            yield Finding(
                place,
                f"{name} hides the module {name} that {text.parsed.snippet.origin.path} imports: "
                f"the scheduler's package has the same name and would import itself; {advice}",
            )
            return
    if name in _HOUDINIS | _LIBRARIES:
        severity = Severity.ERROR if name in _HOUDINIS else Severity.WARNING
        told = f"{name} hides the module {name} that Houdini's own code imports; {advice}"
        yield Finding(place, told, severity=severity)


def _imported(text: Text) -> Iterator[str]:
    for node in text.nodes.of(ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    for imported in text.nodes.of(ast.ImportFrom):
        if not imported.level:
            yield (imported.module or "").partition(".")[0]
