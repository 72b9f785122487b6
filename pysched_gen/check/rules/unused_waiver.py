r"""A waiver must accept something.

## What it does
Notes a comment `# psg: ignore[...]`, and an entry of `ignore` under `[check]` in scheduler.toml,
where the rule finds nothing that it could accept. A rule that does not look, because it was not
selected, is passed by.

## Why it matters on a farm
A waiver that outlived its finding hides the next one: the line is changed, the mistake is a real
one this time, and nobody is told.

## Bad
    # onstart.py
    self.jobs = {}  # psg: ignore[text-result] the farm reads it
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

rule = Rule(__name__, "PSG901", Severity.NOTE)
