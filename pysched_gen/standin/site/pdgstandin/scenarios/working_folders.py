"""The working directory is asked for after onStartCook, is changed, and is asked for again."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import assert_cooked
from pdgstandin.playing.context import last_line

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "the working directory is that of the parameter, on both sides and in each cook"
MEANING = "Jobs write to another folder than the artist looks in, or to one that does not exist."
ORDER = 55

_MADE = "made by a job"
_VARIABLES = ("PDG_DIR", "PDG_TEMP", "PDG_SCRIPTDIR", "PDG_ITEM_DATA_SOURCE")


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open("First, \u00c9")
    seen = [_cook_in(context, session, 0)]
    other = os.path.join(context.working_dir, "Second, \u00c9")
    os.makedirs(other)
    if seen[0] and _same(str(seen[0]), session.folder):
        session.scheduler["pdg_workingdir"] = other
        session.scheduler["pdg_workitemdatasource"] = 1
        session.dirty()
        seen.append(_cook_in(context, session, 1))
        context.check(
            _same(str(seen[1]), other),
            "pdg_workingdir was changed to {} between two cooks, and workingDir(True) is still "
            "{}".format(other, seen[1]),
        )
    local, remote = session.scheduler.workingDir(True), session.scheduler.workingDir(False)
    wanted = session.scheduler["pdg_workingdir"].evaluateString()
    context.check(
        local == remote or not (remote == wanted != local),
        "workingDir(True), the side of this machine, is {}, and workingDir(False), that of the "
        "farm, is {}: setWorkingDir(local, remote) has them swapped".format(local, remote),
    )
    named = {wanted, os.path.abspath(wanted), os.path.realpath(wanted)}
    if local == remote and local not in named and os.path.realpath(local) in named:
        context.judge(
            "workingDir(True), the side of this machine, is {}, and pdg_workingdir says {}: it is "
            "another way to the same folder".format(local, wanted)
        )
    _check_localized(context, session)
    return "jobs work in {}, which the farm calls {}".format(local, remote)


def _check_localized(context: ScenarioContext, session: Any) -> None:
    """Tell where the path of an output is not found again on this machine.

    In 17.5 this is a callback of the class; later PDG does it alone.
    """
    wanted = session.scheduler.workingDir(True) + "/frame 1.exr"
    try:
        found = session.scheduler.localizePath("__PDG_DIR__/frame 1.exr")
    except Exception:  # noqa: BLE001 - it is the evidence
        context.error("localizePath raised: {}".format(last_line(traceback.format_exc())))
        return
    context.check(
        found == wanted,
        "localizePath makes {!r} of __PDG_DIR__/frame 1.exr, in place of {!r}".format(
            found, wanted
        ),
    )


def _cook_in(context: ScenarioContext, session: Any, number: int) -> str:
    items = session.items_of("work") or session.add([context.jobs.good(number)])
    if not session.items_of("makes"):
        words = " ".join('"${}"'.format(name) for name in _VARIABLES)
        makes = "printf '%s\\n' {} > \"__PDG_DIR__/{}\"".format(words, _MADE)
        session.add([makes], name="makes")
    assert_cooked(session, session.cook("in a folder"), items)
    try:
        found = str(session.scheduler.workingDir(True))
    except RuntimeError:
        found = ""
    if not context.check(
        found, "no working directory was set: call self.setWorkingDir(local, remote) in onStartCook"
    ):
        return ""
    wanted = session.scheduler["pdg_workingdir"].evaluateString()
    own = [
        str(port.evaluateString())
        for port in session.scheduler.parameters
        if not port.name.startswith("pdg_") and isinstance(port.value, str) and port.value
    ]
    context.check(
        _same(found, wanted) or any(_same(found, one) or found.startswith(one) for one in own),
        "workingDir(True) is {!r}; the parameter pdg_workingdir says {!r}, evaluated with its "
        "variables".format(found, wanted),
    )
    if not os.path.isabs(found):
        context.judge(
            "workingDir(True) is {!r}, which is no absolute path: a job begins in another folder "
            "than this session".format(found)
        )
    elif not os.path.isfile(os.path.join(found, _MADE)):
        context.judge(
            "in cook {} a job that writes into __PDG_DIR__ did not write into {}: expand "
            "work_item.command anew for each job, and leave it as it is".format(number + 1, found)
        )
    else:
        _check_variables(context, session, os.path.join(found, _MADE), number)
    return found


def _check_variables(context: ScenarioContext, session: Any, path: str, number: int) -> None:
    """Tell where variables that a job has are those of the cook before."""
    with open(path, encoding="utf-8", errors="replace") as file:
        seen = file.read().split("\n")
    scheduler = session.scheduler
    wanted = (
        scheduler.workingDir(False),
        scheduler.tempDir(False),
        scheduler.scriptDir(False),
        str(scheduler["pdg_workitemdatasource"].evaluateInt()),
    )
    for name, value, right in zip(_VARIABLES, seen, wanted):
        if value and value != right:
            context.judge(
                "in cook {} the job has {} {!r} in place of {!r}: ask for it anew in each "
                "cook".format(number + 1, name, value, right)
            )


def _same(left: str, right: str) -> bool:
    return os.path.realpath(left) == os.path.realpath(right) or os.path.realpath(left).startswith(
        os.path.realpath(right) + os.sep
    )
