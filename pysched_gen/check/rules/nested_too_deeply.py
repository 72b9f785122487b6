"""A text must not be nested deeper than any tool can follow.

## What it does
Reports brackets, operators, attribute chains or blocks that are nested more than a hundred deep
(brackets: sixty), and more than two hundred string literals in a row.

## Why it matters on a farm
Python itself, editors and this tool follow a text level by level and run out of stack. Nobody
nests like that by hand: such a text was put together by a program and belongs in a loop or a
file.

## Bad
    # onschedule.py
    command = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
        ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    command = []
    for _ in range(70):
        command = [command]
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Rule

__all__ = ["rule"]

rule = Rule(__name__, "PSG002", Severity.ERROR, essential=True)
