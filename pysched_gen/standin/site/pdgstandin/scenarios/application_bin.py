"""applicationBin is asked for "python", "hython" and a name that only a custom node has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import NotApplicableError, assert_cooked
from pdgstandin.playing.context import last_line

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "applicationBin gives a program for python, for hython and for other names"
MEANING = "__PDG_HYTHON__ expands to nothing or to another program, and no ROP job starts."
ORDER = 165
SINCE = "18.0"


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open()
    items = session.add([context.jobs.good(0)])
    assert_cooked(session, session.cook("an item"), items)
    if not session.has("applicationBin"):
        raise NotApplicableError("it has no applicationBin: PDG's own is used")
    found = {}
    for name in ("python", "hython", "mayapy"):
        outcome = session.call("applicationBin", name, items[0])
        context.check(
            outcome.error is None,
            "applicationBin({!r}) raised: {}".format(name, last_line(outcome.trace)),
        )
        if outcome.error is None:
            found[name] = outcome.value
    for name in ("python", "hython"):
        value = found.get(name, "")
        context.check(
            isinstance(value, str) and (value or name not in found),
            "applicationBin({!r}) gives {!r}, which is not the path of a program".format(
                name, value
            ),
        )
    _check_other(context, found)
    same = found.get("python") == found.get("hython")
    path = str(found.get("hython", ""))
    context.check(
        not (same and os.path.isabs(path)),
        'applicationBin gives {} for "hython", which is what it gives for "python": jobs that '
        "import hou fail".format(path),
    )
    if same and path and not os.path.isabs(path):
        context.note('applicationBin gives {!r} for "python" and for "hython"'.format(path))
    return "python is {}, hython is {}".format(found.get("python"), found.get("hython"))


def _check_other(context: ScenarioContext, found: dict[str, Any]) -> None:
    """Tell where the program of a custom node becomes nothing, or one of the two others."""
    other = found.get("mayapy", "mayapy")
    if other is None or not isinstance(other, str):
        context.note("applicationBin gives {!r} for a name of a custom node".format(other))
    elif not other.strip() or other in (found.get("python"), found.get("hython")):
        context.judge(
            'applicationBin gives {!r} for "mayapy", a name that a custom node asks for: return '
            "the name, or where its program is".format(other)
        )
