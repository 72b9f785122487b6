"""Three items, and one that waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_cooked, assert_runs

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "an item whose command succeeds is cooked, and its command ran once"
MEANING = "Frames that are done show as waiting for ever, or as done that never ran."
ORDER = 70


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    items = session.add([context.jobs.good(number) for number in range(3)])
    items += session.add([context.jobs.good(3)], after="work", name="next")
    result = session.cook("4 items that succeed")
    assert_cooked(session, result, items)
    assert_runs(session, 4, 1)
    return "4 items cooked in {:.1f} s, each command ran once".format(result.seconds)
