"""The cook is cancelled while a job runs and other items wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.cancelling import cancel_cook

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "cancelling the cook ends every job and every item"
MEANING = "The farm goes on with a cook that nobody waits for."
ORDER = 100


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    count = cancel_cook(session, "items of a cook that is cancelled")
    return "the cook ended with its {} items, and no job goes on".format(count)
