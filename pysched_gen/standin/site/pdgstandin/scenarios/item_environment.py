"""An item has variables of its own, with blanks, quotes, signs of a shell and a line end.

One of them has another value in the session. A second item has none.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import NotApplicableError, assert_ended, require, with_troubles
from pdgstandin.playing.engine import serves_this_machine_only
from pdgstandin.playing.survey import parameters_of
from pdgstandin.spec import ItemSpec

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "jobs have the variables of PDG and of their item, and no others change"
MEANING = "Jobs report to nobody, work on the wrong frame, or see the variables of another item."
ORDER = 74


_OWN = {
    "VERIFY_BLANKS": "two  words",
    "VERIFY_SIGNS": "a; b & c | $HOME \"q\" 'r' `x` %PATH%",
    "VERIFY_LETTERS": "\u00e9\u4e2d",
    "VERIFY_LINES": "one\ntwo",
    "VERIFY_EMPTY": "",
    "VERIFY_NUMBER": "7",
    "VERIFY_ENDS": " blanks at both ends ",
    "Verify_Mixed": "upper and lower case",
}
_OF_SESSION = "VERIFY_OF_SESSION"


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open("scene, \u00e9")
    real = context.real_jobs
    command = real.command("own", "", ["make", "made.txt"])
    os.environ[_OF_SESSION] = "session"
    os.environ.setdefault("HOUDINI_PATH", "&")
    wanted = {**_OWN, _OF_SESSION: "item"}
    own = ItemSpec(index=3, command=command, label="shot 010", environment=wanted)
    (item,) = session.add_items([own], name="own")
    (other,) = session.add([real.command("other")], after="own", name="other")
    before, folder = dict(os.environ), os.getcwd()
    mask = os.umask(0)
    os.umask(mask)
    result = session.cook("jobs that look at their variables")
    assert_ended(session, result)
    leaked = sorted(name for name in os.environ if name in _OWN)
    context.check(
        not leaked, "variables of an item are set in the session: {}".format(", ".join(leaked))
    )
    changed = {name for name in before if os.environ.get(name) != before[name]}
    if changed:
        context.warn("the session's {} changed".format(", ".join(sorted(changed))))
    if os.getcwd() != folder:
        context.judge(
            "the current folder of the session changed to {}: give the job its folder as the "
            "cwd of its process, or every relative path of the session leads elsewhere".format(
                os.getcwd()
            )
        )
    runs = real.runs("own") or real.runs("")
    require(
        runs,
        with_troubles(
            "{} ended as {}, and its job never began".format(item.name, result.states[item.name]),
            session,
        ),
    )
    seen = runs[0]["environment"]
    _check_pdg(context, session, item, seen, runs[0])
    for name, value in wanted.items() if _has_pdg(seen) or context.generated else ():
        context.check(
            seen.get(name) == value,
            "WorkItem.environment: {} is {!r} in the job in place of {!r}".format(
                name, seen.get(name), value
            ),
        )
    context.check("PATH" in seen, "the job has no PATH: no program is found")
    # A farm's machine has one of its own, or none.
    here = serves_this_machine_only(session.scheduler) and "HOME" in os.environ
    if here and "HOME" not in seen and _has_pdg(seen):
        context.judge(
            "the job has no HOME, which the session has: Houdini and many a program look there for "
            "their preferences"
        )
    if here and "HOUDINI_PATH" not in seen and _has_pdg(seen) and not _has_switch(context):
        context.judge(
            "the job has no HOUDINI_PATH, which the session has: its tools and assets are not "
            "found there"
        )
    for facts in real.runs("other"):
        stale = sorted(n for n, value in wanted.items() if facts["environment"].get(n) == value)
        context.check(
            not stale, "{} has variables of another item: {}".format(other.name, ", ".join(stale))
        )
    _check_mask(context, runs[0], mask)
    return "the job has {} variables".format(len(seen))


def _has_switch(context: ScenarioContext) -> bool:
    """Tell whether a parameter says what jobs have of the session: another scenario is for that."""
    declared = parameters_of(context.type_of_scheduler().typeObject)
    return any(p["name"].endswith("_inheritlocalenv") for p in declared)


def _has_pdg(seen: dict[str, str]) -> bool:
    return any(name.startswith("PDG_") and name != "PDG_STANDIN_HOUDINI" for name in seen)


def _check_pdg(
    context: ScenarioContext, session: Any, item: Any, seen: dict[str, str], facts: dict[str, Any]
) -> None:
    if not any(name in seen for name in ("PDG_ITEM_NAME", "PDG_ITEM_ID", "PDG_RESULT_SERVER")):
        text = "jobs have none of PDG's variables, such as PDG_RESULT_SERVER and PDG_ITEM_ID: no "
        text += "job of a node can load its item or report"
        if context.generated:
            context.error(text)
            return
        context.warn(text)
        raise NotApplicableError(text)
    scheduler = session.scheduler
    wanted = {
        "PDG_ITEM_NAME": item.name,
        "PDG_ITEM_ID": str(item.id),
        "PDG_DIR": scheduler.workingDir(False),
        "PDG_TEMP": scheduler.tempDir(False),
        "PDG_SCRIPTDIR": scheduler.scriptDir(False),
    }
    optional = {
        "PDG_INDEX": str(item.index),
        "PDG_ITEM_LABEL": item.label,
        "PDG_INDEX4": "{:04d}".format(item.index),
        "PDG_SHARED_TEMP": scheduler.tempDir(False),
        "PDG_ITEM_DATA_SOURCE": "0",
    }
    for name, value in {**wanted, **{n: v for n, v in optional.items() if n in seen}}.items():
        context.check(
            seen.get(name) == value,
            "{} is {!r} in the job in place of {!r}".format(name, seen.get(name), value),
        )
    context.check(
        seen.get("PDG_RESULT_SERVER"),
        "PDG_RESULT_SERVER is not set in the job: it cannot report outputs and attributes",
    )
    missing = sorted(set(optional) - set(seen) - {"PDG_ITEM_LABEL"})
    if missing:
        context.note("the job has no {}".format(", ".join(missing)))
    if os.path.realpath(facts["folder"]) != os.path.realpath(seen.get("PDG_DIR") or "/"):
        # A folder of the job's own in it, such as one for each item, is as good.
        inside = _is_inside(facts["folder"], seen.get("PDG_DIR") or "/")
        find = context.warn if inside else context.judge
        find("the job begins in {}, which is not the working directory".format(facts["folder"]))


def _is_inside(folder: str, other: str) -> bool:
    return os.path.realpath(folder).startswith(os.path.realpath(other).rstrip("/") + os.sep)


def _check_mask(context: ScenarioContext, facts: dict[str, Any], mask: int) -> None:
    context.check(
        not facts["umask"] & ~mask & 0o077,
        "jobs make files that others cannot read: their umask is {:03o}, that of the session "
        "{:03o}".format(facts["umask"], mask),
    )
