"""A statement must be allowed where it stands.

## What it does
Reports what parses but does not compile: `return` outside a function, `break` outside a loop,
`from x import *` in a callback, `from __future__` elsewhere than at the start of header.py,
`global` after the name was used, `nonlocal` without an outer function. What opens header.py and
holds in the generated module anyway, `from __future__ import annotations`, is left out of it.

## Why it matters on a farm
A callback is the body of a method, not a file. What only the top of a file may hold keeps the
whole module from compiling, and the scheduler from being registered.

## Bad
    # onschedule.py
    from farmlib import *
    submit(work_item)
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    import farmlib
    farmlib.submit(work_item)
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Rule

__all__ = ["rule"]

rule = Rule(__name__, "PSG005", Severity.ERROR, essential=True)
