"""After the cook nothing that the instance or its modules hold leads to a work item."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import pdg

from pdgstandin.playing.assertions import assert_ended, require
from pdgstandin.playing.kept import ways_to

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "no work item is kept after it has ended"
MEANING = "Memory grows with every frame, and touching a kept item crashes Houdini."
ORDER = 170


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    jobs = context.jobs
    session.add([jobs.good(0), jobs.bad(1), jobs.good(2)])
    assert_ended(session, session.cook("3 items, of which one fails"))
    gc.collect()
    ways = ways_to(pdg.WorkItem, session.python)
    for name, module in _modules_of(session):
        ways += ways_to(pdg.WorkItem, module.__dict__, name)
    require(
        not ways, "kept after the cook: {}; keep the id in its place".format(", ".join(ways[:5]))
    )
    return "neither the instance nor its modules hold a work item"


def _modules_of(session: SchedulerSession) -> list[tuple[str, Any]]:
    """Give the modules that the classes of the scheduler are in, PDG's own left out."""
    names = [cls.__module__ for cls in type(session.python).__mro__]
    return [
        (name, sys.modules[name])
        for name in dict.fromkeys(names)
        if name.startswith("pdg.types.") and name in sys.modules
    ]
