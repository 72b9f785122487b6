"""Jobs load their work item from a JSON file, from a compressed one, and over RPC.

Each is a cook of its own with the parameter set so; the item has attributes of several kinds. The
first file is written slowly, as on the disk of a busy farm.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import NotApplicableError, assert_ended
from pdgstandin.playing.engine import since
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "jobs load the data of their item, wherever the parameters say it is"
MEANING = "ROP, wedge and Python nodes fail at once: their scripts begin by loading the item."
ORDER = 75


_ATTRIBUTES = {"shot": "sh 010 \u00e9", "frames": [1, 2, 3], "weight": 0.25}
_SLOWLY = 0.4  # seconds; a job that begins before is looking for its data by then
_SOURCES = (
    ("a compressed JSON file", {"pdg_workitemdatasource": 0, "pdg_compressworkitemdata": 1}),
    ("a JSON file", {"pdg_workitemdatasource": 0, "pdg_compressworkitemdata": 0}),
    ("an RPC message", {"pdg_workitemdatasource": 1}),
)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    if not since(19, 0):
        raise NotApplicableError("jobs find their item by its name before 19.0")
    for number, (what, values) in enumerate(_SOURCES):
        session = context.open("data {}, \u00e9".format(number), values, load=not number)
        key = "data{}".format(number)
        spec = ItemSpec(
            index=2, command=context.real_jobs.command(key, "", "data"), attributes=_ATTRIBUTES
        )
        (item,) = session.add_items([spec])
        if not number:
            _write_slowly(session)
        result = session.cook("a job that loads its item from {}".format(what))
        assert_ended(session, result)
        runs = context.real_jobs.runs(key)
        names = runs[0]["environment"] if runs else ["PDG_ITEM_ID"]
        if not context.generated and not any(one.startswith("PDG_ITEM") for one in names):
            raise NotApplicableError("jobs have none of PDG's variables")
        if not context.check(
            runs and "item" in runs[0],
            "the job could not load its item from {}: {}".format(
                what,
                (
                    "; ".join(runs[0]["errors"])
                    if runs
                    else "it never began; the item ended as {}\n{}".format(
                        result.states[item.name], "\n".join(session.troubles()[:3])
                    )
                ),
            ),
        ):
            continue
        seen = runs[0]["item"]
        wanted = {"shot": ["sh 010 \u00e9"], "frames": [1, 2, 3], "weight": [0.25]}
        context.check(
            (seen["name"], seen["id"], seen["index"]) == (item.name, item.id, 2)
            and seen["attributes"] == wanted,
            "the job loaded another item from {}: {}".format(what, seen),
        )
    return "loaded from {}".format(", ".join(what for what, _ in _SOURCES))


def _write_slowly(session: SchedulerSession) -> None:
    """Let it take a moment until the data of an item is written."""
    write = session.python.createJobDirsAndSerializeWorkItems

    def slowly(*arguments: Any) -> Any:
        time.sleep(_SLOWLY)
        return write(*arguments)

    session.python.createJobDirsAndSerializeWorkItems = slowly
