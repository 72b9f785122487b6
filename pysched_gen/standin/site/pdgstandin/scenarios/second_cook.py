"""The same node cooks four times; in the third an item fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_ended, assert_runs, require

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "a second cook of the same node is as good as the first"
MEANING = "The node cooks once per session; after that Houdini has to be restarted."
ORDER = 150


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    items = session.add([context.jobs.good(number) for number in range(3)])
    for number, fails in enumerate((False, False, True, False), 1):
        context.jobs.bad(1) if fails else context.jobs.good(1)
        session.dirty()
        before = len(session.told("late"))
        result = session.cook("for the {}. time".format(number))
        assert_ended(session, result)
        states = [result.states[item.name] for item in items]
        wanted = ["CookedSuccess", "CookedFail" if fails else "CookedSuccess", "CookedSuccess"]
        require(
            states == wanted,
            "in cook {} the items ended as {}\n{}".format(
                number, ", ".join(states), "\n".join(session.troubles()[:5])
            ),
        )
        assert_runs(session, 3, number)
        late = session.told("late")[before:]
        require(not late, "cook {} had reports of items of another: {}".format(number, late[:1]))
    return "4 cooks of 3 items, each command ran once in each"
