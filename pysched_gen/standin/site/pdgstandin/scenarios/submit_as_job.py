"""The button Submit Graph As Job is pressed before any cook, in a folder with blanks.

It is for one of two nodes.
"""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING, Any

import pdg

from pdgstandin.playing.assertions import NotApplicableError, require
from pdgstandin.playing.context import last_line
from pdgstandin.playing.engine import NAME, since, written_graph
from pdgstandin.playing.jobs import wait_until

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "submitAsJob answers in the shape of the release, or says that it cannot"
MEANING = "The button Submit Graph As Job ends with an error although the job runs."
ORDER = 200

_PAIR = 2
_NODE = "/tasks/topnet1/wanted"
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")
_SECOND = 1.0  # seconds in which a second job of the graph begins, beside the first

_SLOW = 0.7  # seconds, longer than a farm needs to begin with a job

_REFUSALS = (RuntimeError, NotImplementedError, pdg.CookError)


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    # Houdini's own folder is wherever it was started, and seldom the scene's.
    session = context.open("the graph, \u00e9")
    session.add([context.jobs.good(0)], name="wanted")
    session.add([context.jobs.good(1)], name="beside")
    if hasattr(session.python, "_copyJobSupportFiles"):
        _slow_down(session.python, "_copyJobSupportFiles")
    graph_file = written_graph(session.scheduler)
    outcome = session.call("submitAsJob", graph_file, _NODE)
    if outcome.error is not None and _is_refusal(outcome.error):
        raise NotApplicableError("it says that it cannot: {}".format(outcome.error))
    require(outcome.error is None, "it raised: {}".format(last_line(outcome.trace)))
    value = outcome.value
    uri = value[0] if isinstance(value, (tuple, list)) and value else value
    submitted = bool(uri) or (isinstance(value, (tuple, list)) and any(value[1:]))
    if submitted and context.generated:
        ran = wait_until(lambda: context.jobs.runs(0), context.patience / 2)
        text = (
            "it answered {!r}, and the graph was never cooked: its job needs hython, topcook.py "
            "(self._copyJobSupportFiles()), the scene and HOUDINI_PATH".format(value)
        )
        # The help page of 17.5 prints a body that answers with a URI alone, and no script for it.
        if since(18, 0) or session.computes("submitAsJob"):
            context.check(ran, text)
        elif not ran:
            context.warn(text)
        wait_until(lambda: not context.jobs.any_alive(), 2.0)
        twice = wait_until(lambda: len(context.jobs.runs(0)) > 1, _SECOND)
        context.check(not twice, "the graph was submitted once, and its item was run twice")
        if ran and context.jobs.runs(1):
            context.judge(
                "it was called for {}, and what is beside that was cooked, too: node_path is the "
                "--toppath of topcook.py".format(_NODE)
            )
    if not submitted and session.computes("submitAsJob") and not session.troubles():
        context.judge(
            "it answered {!r} before any cook, as one that submits nothing does, and told nobody "
            "why: prepare in it what onStartCook prepares, or raise RuntimeError".format(value)
        )
    if not since(20, 0):
        require(
            isinstance(value, str),
            "it returned {!r}; Houdini {} expects the status URI, a text".format(value, NAME),
        )
        _check_uri(context, value)
        return "it returned the status URI {!r}".format(value)
    is_pair = isinstance(value, (tuple, list)) and len(value) == _PAIR
    require(
        is_pair and isinstance(value[0], str),
        "it returned {!r}; Houdini {} expects the pair (status_uri, job_id)".format(value, NAME),
    )
    _check_uri(context, value[0])
    return "it returned status URI {!r} and job id {!r}".format(*value)


def _slow_down(python: Any, name: str) -> None:
    """Let a method take a while, as a slow disk does: what needs it begins after it."""
    original = getattr(python, name)

    def slow(*arguments: Any) -> Any:
        time.sleep(_SLOW)
        return original(*arguments)

    setattr(python, name, slow)


def _check_uri(context: ScenarioContext, uri: str) -> None:
    if uri and not _SCHEME.match(uri):
        context.judge(
            "its status URI is {!r}, which is no URI: it has no scheme, such as http://; of the "
            "pair (status_uri, job_id) it is the first".format(uri)
        )


def _is_refusal(error: BaseException) -> bool:
    """Tell whether the scheduler itself raised an error that says what it cannot do."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = trace.tb_frame.f_code.co_filename if trace is not None else ""
    return type(error) in _REFUSALS and not where.startswith(os.path.dirname(pdg.__file__))
