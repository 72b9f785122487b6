"""What jobs need must not lie in the temporary folder of this machine.

## What it does
Reports `tempfile` and paths below `/tmp` in what onSchedule runs, for a scheduler whose jobs run
on a farm (`callback_server = "farm"`). A `dir=` of its own is left alone.

## Why it matters on a farm
The farm machine does not have the file: the job fails there, and works on the machine that it was
written on. `self.tempDir(True)` is below the working directory, which all machines share.

## Bad
    # scheduler.toml
    callback_server = "farm"
    # onschedule.py
    import tempfile
    self.script = tempfile.mkdtemp()
    return pdg.scheduleResult.Succeeded

## Good
    # scheduler.toml
    callback_server = "farm"
    # onschedule.py
    self.script = self.tempDir(True)
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.model.scheduler import CallbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG140", Severity.WARNING)

_TEMPORARY = frozenset(
    f"from tempfile.{name}"
    for name in (
        "mkdtemp",
        "mkstemp",
        "NamedTemporaryFile",
        "TemporaryDirectory",
        "gettempdir",
        "mktemp",
    )
)


_FOLDERS = ("/tmp/", "/var/tmp/")  # noqa: S108 - what is looked for


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report folders that other machines do not have."""
    if context.scheduler.callback_server is not CallbackServer.FARM:
        return
    for place in context.calls.reached(["onSchedule"]):
        for node in context.calls.nodes(place):
            told = _of_this_machine(node, place.text)
            if told:
                yield Finding(
                    place.text.parsed.span(node),
                    f"{told} is on this machine only, jobs on the farm do not have it; use "
                    f"self.tempDir(True)",
                )


def _of_this_machine(node: ast.AST, text: Text) -> str:
    if isinstance(node, ast.Call):
        named = any(keyword.arg == "dir" for keyword in node.keywords)
        kind = text.context.inference.type_of(node.func, text)
        return kind.removeprefix("from ") if kind in _TEMPORARY and not named else ""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) and value.startswith(_FOLDERS) else ""
