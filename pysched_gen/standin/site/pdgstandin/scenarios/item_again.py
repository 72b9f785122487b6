"""An item is cancelled while its job runs, and cooks again in the same cook.

Before Houdini 21.0 no callback tells of it: `onSchedule` just gets the item a second time.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import assert_ended
from pdgstandin.playing.engine import cook_item_again
from pdgstandin.playing.jobs import lives, wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "an item that is cancelled and cooks again has one job"
MEANING = "Two jobs of one item write the same files."
ORDER = 92
SINCE = "19.0"

_JOB, _TO_END = 8.0, 5.0
_LATER = 0.6  # seconds in which the end of the first job is heard of
_ENDED = ("CookedFail", "CookedSuccess")


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    jobs = context.jobs
    (item,) = session.add([jobs.brief(0, _JOB)])
    network = session.session.context
    alone: list[bool] = []
    ended: list[str] = []
    until: list[float] = []

    def twice() -> bool:
        runs = jobs.runs(0)
        if len(runs) == 1 and not alone:
            alone.append(False)
            cook_item_again(network, item)
        elif len(runs) > 1 and not until:
            alone[0] = wait_until(lambda: not lives(runs[0]), _TO_END)
            until.append(time.monotonic() + _LATER)
        elif until:
            state = item.state.name
            if state in _ENDED and lives(runs[-1]):
                ended.append(state)
            return bool(ended) or time.monotonic() > until[0]
        return False

    result = session.cook_until(twice, session.session.cancel, "an item that is cancelled")
    assert_ended(session, result)
    if alone and item.state.name == "CookedFail":
        # None of its jobs fails; the cook may be over before the second one is seen.
        ended.append(item.state.name)
    context.check(
        not ended,
        "{} was cancelled and cooked again, and ended as {} before its second job did: the end of "
        "its first job was taken for that of the second".format(item.name, "".join(ended[:1])),
    )
    if len(jobs.runs(0)) < 2:  # noqa: PLR2004 - the first and the second
        return "the item had ended before it could be cancelled"
    if not alone[0]:
        context.judge(
            "{} was cancelled and cooked again, and its first job went on beside the second: end "
            "the job of an item that onSchedule gets again".format(item.name)
        )
    return "the first job ended before the second went on"
