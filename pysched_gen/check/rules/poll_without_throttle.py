"""What onTick asks a farm must not be asked on every tick.

## What it does
Reports a process that is started and waited for, in one call or with `wait()`, or a page that is
fetched, on every onTick: neither a clock nor a counter stands in what onTick runs. Functions and
methods that it calls are followed.

## Why it matters on a farm
PDG ticks twice a second, and for every cook. A query that takes 300 ms stops everything else for
most of that time, and a queue server that 20 artists ask 40 times a second locks them out.

## Bad
    # ontick.py
    import subprocess
    for line in subprocess.check_output(["squeue"], text=True).split():
        self.seen.add(line)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.seen = set()

## Good
    # ontick.py
    import subprocess
    import time
    if time.monotonic() < self.next_poll:
        return pdg.tickResult.SchedulerReady
    self.next_poll = time.monotonic() + 5
    for line in subprocess.check_output(["squeue"], text=True).split():
        self.seen.add(line)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.seen = set()
    self.next_poll = 0.0

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.queued import process_waited_for
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context, Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG132", Severity.WARNING)

_WAITING = frozenset(
    {
        *(f"from subprocess.{name}" for name in ("call", "run", "check_call", "check_output")),
        *("from os.system", "from urllib.request.urlopen"),
    }
)
_CLOCKS = frozenset({"time", "monotonic", "perf_counter", "now", "utcnow", "clock"})


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report what every tick waits for."""
    places = context.calls.reached(["onTick"])
    found = []
    for place in places:
        for node in context.calls.nodes(place):
            if isinstance(node, ast.Attribute) and node.attr in _CLOCKS:
                return
            if isinstance(node, ast.AugAssign):
                return  # a counter of ticks
            called = isinstance(node, ast.Call) and not _is_asked(node, place.text)
            if isinstance(node, ast.Call) and called:
                kind = context.inference.type_of(node.func, place.text)
                process = process_waited_for(node, place.text)
                waits = kind in _WAITING or process is not None
                name = "Popen" if process is not None else kind.rpartition(".")[2]
                found += [(node, place.text, name)] if waits else []
    for call, text, name in found:
        yield Finding(
            text.parsed.span(call),
            f"every tick waits for {name} here; ask at most every few seconds, by time.monotonic()",
        )


def _is_asked(node: ast.AST, text: Text) -> bool:
    """Return whether a test stands before the call, which may well be one of the time."""
    return any(isinstance(one, ast.If | ast.IfExp | ast.While) for one in text.ancestors_of(node))
