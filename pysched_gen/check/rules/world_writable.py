"""A script that the farm runs must not be open to everybody.

## What it does
Notes `os.chmod` and `os.makedirs` with a mode that lets everybody write: 0o777, 0o666.

## Why it matters on a farm
Whoever can write to the folder decides what runs on the farm, as whom it runs.

## Bad
    # onschedule.py
    import os

    os.chmod(self.tempDir(True) + "/run.sh", 0o777)
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import os

    os.chmod(self.tempDir(True) + "/run.sh", 0o755)
    return pdg.scheduleResult.Succeeded

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

rule = Rule(__name__, "PSG164", Severity.NOTE)

_MODES = frozenset({"from os.chmod", "from os.makedirs", "from os.mkdir"})
_EVERYBODY = 0o002
_STICKY = 0o1000  # nobody removes what others made, as in /tmp


@rule.node(ast.Call)
def visit(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Note a mode with which everybody may write."""
    if text.context.inference.type_of(node.func, text) not in _MODES:
        return
    modes = [*node.args[1:2], *(one.value for one in node.keywords if one.arg == "mode")]
    for mode in modes:
        value = mode.value if isinstance(mode, ast.Constant) else None
        if isinstance(value, int) and value & _EVERYBODY and not value & _STICKY:
            yield Finding(mode, f"everybody may write there; {value & ~0o022:#o} lets its owner")
