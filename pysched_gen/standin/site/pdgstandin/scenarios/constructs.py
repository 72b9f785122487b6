"""A node is made and deleted, twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import require

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "a node of the type can be made with default parameters"
MEANING = "Placing the node, or loading a scene that has it, fails."
ORDER = 40


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    for _ in range(2):
        session = context.open()
        started = session.calls("onStart")
        require(not session.errors, "\n".join(session.troubles()))
        failed = [call for call in started if call["result"] is False]
        require(not failed, "onStart returned False: the scheduler says it cannot start")
        session.close()
        require(not session.errors, "\n".join(session.troubles()))
    return "two nodes were made and deleted"
