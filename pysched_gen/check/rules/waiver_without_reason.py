r"""A waiver must say why.

## What it does
Notes a comment `# psg: ignore[...]` with nothing behind the bracket, and an entry of `ignore` under
`[check]` in scheduler.toml without a `reason`. The finding is accepted all the same.

## Why it matters on a farm
Whoever meets the line a year later has to find out again whether the rule was wrong, the farm is
special, or somebody was in a hurry.

## Bad
    # getloguri.py
    return 0  # psg: ignore[text-result]

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

rule = Rule(__name__, "PSG903", Severity.NOTE)
