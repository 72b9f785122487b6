"""Two networks with a node each cook at once, in one scene; then one node is deleted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.jobs import wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "two nodes of the type work side by side"
MEANING = "Two artists, or two networks of one scene, end the frames of each other."
ORDER = 145


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    one = context.open("scene")
    two = context.open("scene", load=False)
    jobs = context.jobs
    left = one.add([jobs.brief(number, 0.6) for number in range(3)], name="left")
    right = two.add([jobs.brief(10 + number, 1.5) for number in range(2)], name="right")
    # A farm of both may let the jobs of the first node wait until these have ended.
    right += two.add([jobs.brief(12, 1.5)], after="right", name="last")
    results: list[Any] = []
    other = threading.Thread(
        target=lambda: results.append(two.session.cook(timeout=context.patience)), name="second"
    )
    other.start()
    # Both cooks begin at the same moment on no machine of an artist.
    wait_until(lambda: two.calls("onStartCook"), context.patience)
    first = one.cook("two networks at once")
    for item in left:
        context.check(
            first.states[item.name] == "CookedSuccess",
            "beside another node {} ended as {}".format(item.name, first.states[item.name]),
        )
    one.close()
    wait_until(lambda: results, context.patience)
    other.join()
    for item in right:
        state = results[0].states[item.name] if results else "not cooked"
        context.check(
            state == "CookedSuccess",
            "while the other node cooked and was deleted, {} ended as {}".format(item.name, state),
        )
    return "two nodes cooked {} items side by side".format(len(left) + len(right))
