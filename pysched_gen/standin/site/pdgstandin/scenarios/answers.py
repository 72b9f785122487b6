"""Stories of what the user interface asks of a scheduler."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pdg
from pdg import _submit
from pdg._release import NAME, since

from pdgstandin.scenarios.cooks import demand_in_time
from pdgstandin.scenarios.stage import last_line
from pdgstandin.scenarios.verdict import NotApplicableError, demand

if TYPE_CHECKING:
    from pdgstandin.scenarios.stage import Stage

__all__ = ["STORIES"]

# RFC 3986: what may be in a URI; everything else is written as %XX.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_REFUSALS = (RuntimeError, NotImplementedError, pdg.CookError)
_PAIR = 2
_FOLDER = "a folder, \u00e9"


def log_uri(stage: Stage) -> str:
    """Both are asked for a cooked item, in a folder with spaces and letters beyond ASCII."""
    act = stage.open(folder=_FOLDER)
    (item,) = act.add([stage.jobs.good(0)])
    demand_in_time(act, act.cook("an item in the folder {!r}".format(_FOLDER)))
    found = []
    for method in ("getLogURI", "getStatusURI"):
        outcome = act.call(method, item)
        demand(outcome.error is None, "{} raised: {}".format(method, last_line(outcome.trace)))
        _demand_uri(method, outcome.value if outcome.called else "")
        found.append("{} gives {!r}".format(method, outcome.value))
    return "; ".join(found)


def _demand_uri(method: str, value: Any) -> None:
    said = "{} gives {!r}".format(method, value)
    demand(isinstance(value, str), said + ', which is no text; give "" for none')
    if not value:
        return
    demand(
        _URI.fullmatch(value),
        said + ", which is no URI: it has no scheme, or characters that must be written as %XX",
    )
    parts = urlsplit(value)
    if parts.scheme == "file":
        demand(
            os.path.isabs(unquote(parts.path)) and parts.netloc in ("", "localhost"),
            said + ", which names no absolute path of this machine; it starts with file:///",
        )


def submit_as_job(stage: Stage) -> str:
    """The button Submit Graph As Job is pressed on a node that has cooked an item."""
    act = stage.open()
    act.add([stage.jobs.good(0)])
    demand_in_time(act, act.cook("an item"))
    graph_file = _submit._write_graph(act.scheduler)
    outcome = act.call("submitAsJob", graph_file, "/tasks/topnet1")
    if outcome.error is not None and _is_refusal(outcome.error):
        raise NotApplicableError("it says that it cannot: {}".format(outcome.error))
    demand(outcome.error is None, "it raised: {}".format(last_line(outcome.trace)))
    value = outcome.value
    if not since(20, 0):
        demand(
            isinstance(value, str),
            "it returned {!r}; Houdini {} expects the status URI, a text".format(value, NAME),
        )
        return "it returned the status URI {!r}".format(value)
    is_pair = isinstance(value, (tuple, list)) and len(value) == _PAIR
    demand(
        is_pair and isinstance(value[0], str),
        "it returned {!r}; Houdini {} expects the pair (status_uri, job_id)".format(value, NAME),
    )
    return "it returned status URI {!r} and job id {!r}".format(*value)


def _is_refusal(error: BaseException) -> bool:
    """Tell whether the scheduler itself raised an error that says what it cannot do."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = trace.tb_frame.f_code.co_filename if trace is not None else ""
    return type(error) in _REFUSALS and not where.startswith(os.path.dirname(pdg.__file__))


STORIES = (log_uri, submit_as_job)
