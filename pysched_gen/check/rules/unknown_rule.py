r"""A waiver or setting must name a rule that exists and can be left out.

## What it does
Reports words in `# psg: ignore[...]` and under `[check]` in scheduler.toml that are neither the
code nor the name of a rule, comments that name none, and rules that cannot be waived because no
package can be made of what they find. In scheduler.toml the start of codes, such as PSG2, means
all of them.

## Why it matters on a farm
A waiver with a misspelt name waives nothing, and a severity that is set for no rule changes
nothing; who wrote it believes otherwise.

## Bad
    # onstart.py
    self.jobs = {}  # psg: ignore[text-resalt] the farm reads it
    return True

## Good
    # getloguri.py
    return 0  # psg: ignore[text-result] the viewer takes a number

## Since
Every release.
"""

from __future__ import annotations

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Rule

__all__ = ["rule"]

rule = Rule(__name__, "PSG902", Severity.WARNING)
