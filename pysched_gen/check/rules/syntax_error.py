r"""A text must be Python.

## What it does
Reports a text that Python cannot read, at the place where it gives up.

## Why it matters on a farm
The text becomes part of a module. One that does not compile is not registered, and Houdini says
nothing about it: the scheduler is simply missing from the TAB menu.

## Bad
    # ontick.py
    if self.jobs
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady

## Good
    # ontick.py
    if self.jobs:
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady

## Since
Every release.
"""

from __future__ import annotations

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Rule

__all__ = ["rule"]

rule = Rule(__name__, "PSG001", Severity.ERROR, essential=True)
