"""The same node cooks four times, each time the same items; in the third one of them fails.

Then a job that reads its item and reports cooks twice, with another attribute the second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_ended, assert_runs, require
from pdgstandin.playing.engine import since
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "a second cook of the same node is as good as the first"
MEANING = "The node cooks once per session; after that Houdini has to be restarted."
ORDER = 150

_ITEMS = 5  # more than most run at once, so that some wait for others in each cook
_FAILING = 1


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    items = session.add([context.jobs.good(number) for number in range(_ITEMS)])
    starts: list[int] = []
    for number, fails in enumerate((False, False, True, False), 1):
        (context.jobs.bad if fails else context.jobs.good)(_FAILING)
        session.dirty()
        before = len(session.told("late"))
        shown = [len(session.states(item.name)) for item in items]
        result = session.cook("for the {}. time".format(number))
        assert_ended(session, result)
        states = [result.states[item.name] for item in items]
        wanted = ["CookedSuccess"] * _ITEMS
        if fails:
            wanted[_FAILING] = "CookedFail"
        require(
            states == wanted,
            "in cook {} the items ended as {}\n{}".format(
                number, ", ".join(states), "\n".join(session.troubles()[:5])
            ),
        )
        assert_runs(session, _ITEMS, number)
        late = session.told("late")[before:]
        require(not late, "cook {} had reports of items of another: {}".format(number, late[:1]))
        seen = [session.states(item.name)[known:] for item, known in zip(items, shown)]
        starts.append(sum("Cooking" in one for one in seen))
    if starts[0] == _ITEMS and not any(starts[1:]):
        context.judge(
            "onWorkItemStartCook came for all items of the first cook, and for none of the others"
        )
    _read_again(context, session)
    return "4 cooks of {} items, each command ran once in each".format(_ITEMS)


def _read_again(context: ScenarioContext, session: SchedulerSession) -> None:
    """Tell where the job of a later cook has the data of the first, or cannot report."""
    if not since(19, 0):
        return  # jobs find their item by its name
    real = context.real_jobs
    spec = ItemSpec(index=0, command=real.command("again", "", "echo_shot"))
    (item,) = session.add_items([spec], name="reads")
    for number in (1, 2):
        wanted = ["take {}".format(number)]
        with item.lockAttributes():
            item.setStringAttrib("shot", wanted)
        session.dirty()
        result = session.cook("a job that reads its item, for the {}. time".format(number))
        assert_ended(session, result)
        runs = real.runs("again")
        if not runs or not {"PDG_ITEM_ID", "PDG_RESULT_SERVER"} <= set(runs[-1]["environment"]):
            return  # other scenarios are for that
        told = item.attrib("told")
        values = list(told.values) if told is not None else []
        if not context.check(
            len(runs) == number and not runs[-1]["errors"] and values == wanted,
            "in cook {} of a node the job read shot {} of its item, which had {}; {}".format(
                number,
                runs[-1].get("shot", []),
                wanted,
                "; ".join(runs[-1]["errors"]) or "it reported that, and {} arrived".format(values),
            ),
        ):
            return
