"""Callbacks that few schedulers have are asked: whether it takes an item, has services, and so on.

These are all that neither a cook nor another scenario calls, such as onAcceptWorkItem, and
onCancelWorkItems for an item that is not there any more; hasServiceSupport, and onPreSubmitItem of
subclasses of LocalScheduler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pdg

from pdgstandin.playing.assertions import assert_cooked
from pdgstandin.playing.context import last_line
from pdgstandin.playing.engine import callbacks_of_release

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "the optional callbacks answer in the kind that PDG expects"
MEANING = "Items are refused, or the cook ends with an error where another scheduler goes on."
ORDER = 177

_CALLED_ELSEWHERE = frozenset(
    (
        *("onSchedule", "onScheduleStatic", "onStart", "onStop", "onStartCook", "onSetupCook"),
        *("onStopCook", "onTick", "getLogURI", "getStatusURI"),
    )
)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    (item,) = session.add([context.jobs.good(0)])
    assert_cooked(session, session.cook("an item"), [item])
    asked = []
    plays: list[tuple[str, tuple[Any, ...], Any]] = [
        ("hasServiceSupport", (), bool),
        ("onPreSubmitItem", (item, {}, item.command), None),
    ]
    kinds = {"bool": bool, "str": str, "pdg.acceptResult": getattr(pdg, "acceptResult", None)}
    given = {"work_item": item, "work_items": [item], "node": item.node}
    for method, (names, answer) in callbacks_of_release().items():
        # Others have arguments that mean something to one scenario only, such as a file.
        if method not in _CALLED_ELSEWHERE and set(names) <= set(given):
            plays.append((method, tuple(given[name] for name in names), kinds.get(answer)))
    for method, arguments, kind in plays:
        if not session.has(method):
            continue
        asked.append(method)
        outcome = session.call(method, *arguments)
        if context.check(
            outcome.error is None, "{} raised: {}".format(method, last_line(outcome.trace))
        ):
            context.check(
                kind is None or outcome.value is None or isinstance(outcome.value, kind),
                "{} answers {!r}, which is not {}".format(
                    method, outcome.value, getattr(kind, "__name__", kind)
                ),
            )
    supports = session.python.hasServiceSupport() if "hasServiceSupport" in asked else False
    if supports:
        missing = [one for one in ("startService", "stopService") if not session.has(one)]
        if missing:
            context.warn("hasServiceSupport says True, but it has no {}".format(", ".join(missing)))
    return "asked: {}".format(", ".join(asked) or "none that it has")
