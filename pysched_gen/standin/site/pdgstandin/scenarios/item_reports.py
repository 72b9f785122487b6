"""A job reports outputs and attributes by pdgjson and pdgcmd; the item after it looks for them."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from pdg.job.callbackserver import CallbackServerMixin

from pdgstandin.playing.assertions import NotApplicableError, assert_ended, require, with_troubles
from pdgstandin.playing.engine import serves_this_machine_only, since

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "what a job reports arrives: its outputs, its attributes"
MEANING = "The next node has no input files, and attributes that jobs compute are lost."
ORDER = 76


_HERE = "LocalHost"  # names of machines are the same in upper and lower case
_LOOPBACK = ("localhost", "127.", "::1", "[::1]")
_FILES = ["by pdgcmd.txt", "by pdgjson \u00e9.txt"]


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    if not since(19, 0):
        raise NotApplicableError("jobs report by the name of their item before 19.0")
    session = context.open("reports, \u00e9")
    _name_server(session)
    real = context.real_jobs
    # An address that is nobody's is tried twice, not for half a minute.
    quick = {"PDG_RPC_RETRIES": "1", "PDG_RPC_MAX_BACKOFF": "0.1", "PDG_RPC_TIMEOUT": "2"}
    reports = real.command("report", "", "report")
    (item,) = session.add([reports], name="make", environment=quick)
    (after,) = session.add([real.command("use", "", "data")], after="make", name="use")
    result = session.cook("a job that reports an output and attributes")
    runs = real.runs("report")
    require(
        runs,
        with_troubles(
            "the job never began, its item ended as {}".format(result.states[item.name]), session
        ),
    )
    seen = runs[0]["environment"]
    if result.timed_out:
        context.note("the job reports to {!r}".format(seen.get("PDG_RESULT_SERVER")))
    assert_ended(session, result)
    if "PDG_RESULT_SERVER" not in seen and not context.generated and "PDG_ITEM_ID" not in seen:
        raise NotApplicableError("jobs have none of PDG's variables")
    address = str(seen.get("PDG_RESULT_SERVER", ""))
    context.check(
        not runs[0]["errors"],
        "the job could not report to PDG_RESULT_SERVER {!r}: {}".format(
            address, "; ".join(runs[0]["errors"])
        ),
    )
    files = sorted(str(one.path).rpartition("/")[2] for one in item.outputFiles)
    context.check(
        files == _FILES,
        "the outputs that the job reported did not arrive: the item has {}; the job reported to "
        "PDG_RESULT_SERVER {!r}".format(files or "none", address),
    )
    told = {
        name: list(item.attrib(name).values) if item.attrib(name) is not None else None
        for name in ("told", "count", "weight")
    }
    context.check(
        told == {"told": ["two words \u00e9"], "count": [1, 2, 3], "weight": [0.5]},
        "the attributes that the job reported did not arrive: {}".format(told),
    )
    for facts in real.runs("use"):
        found = sorted(facts.get("item", {}).get("inputs", []))
        context.check(
            found == _FILES, "{} has the input files {}".format(after.name, found or "none")
        )
    _check_address(context, session, address)
    return "2 outputs and 4 attributes arrived by {}".format(address)


def _name_server(session: SchedulerSession) -> None:
    """Spell the address of the callback server as nobody writes it who makes one of his own.

    The stand-in listens on this machine only, so its address is what a scheduler that is wrong
    on a farm tells its jobs, too.
    """
    python = session.python
    if session.has("workItemResultServerAddr", CallbackServerMixin):
        return
    original = python.workItemResultServerAddr

    def spelled() -> str:
        host, colon, port = str(original()).rpartition(":")
        return _HERE + colon + port if host.startswith(_LOOPBACK) else host + colon + port

    def keep() -> None:
        if getattr(python, "_workItemResultServerAddr", ""):
            python._workItemResultServerAddr = spelled()

    python.workItemResultServerAddr = spelled
    session.after_start.append(keep)


def _check_address(context: ScenarioContext, session: Any, address: str) -> None:
    """Tell where jobs on other machines are told to report to the machine they run on."""
    scheduler = session.scheduler
    apart = scheduler.workingDir(True) != scheduler.workingDir(False)
    local = address.lower().startswith(_LOOPBACK)
    only = serves_this_machine_only(scheduler)
    name = socket.gethostname()
    context.check(
        not (apart and local and (only or address != session.python.workItemResultServerAddr())),
        "jobs have another working directory than this machine, so they run on others, but are "
        "told to report to {}, which is themselves; CallbackServerMixin.__init__(self, False) "
        "makes a server that they reach, as {}".format(address, name),
    )
