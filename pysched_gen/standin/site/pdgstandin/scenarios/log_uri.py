"""Both are asked for a cooked item, in a folder with spaces and letters beyond ASCII."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pdgstandin.playing.assertions import assert_ended, require
from pdgstandin.playing.context import last_line

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

TITLE = "getLogURI and getStatusURI give a URI or an empty text"
MEANING = "The log of a failed frame cannot be opened from its work item."
ORDER = 190

# RFC 3986: what may be in a URI; everything else is written as %XX.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_FOLDER = "a folder, \u00e9"


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open(folder=_FOLDER)
    item, other = session.add(["echo mark one", "echo mark two"])
    assert_ended(session, session.cook("an item in the folder {!r}".format(_FOLDER)))
    found = []
    for method in ("getLogURI", "getStatusURI"):
        outcome = session.call(method, item)
        require(outcome.error is None, "{} raised: {}".format(method, last_line(outcome.trace)))
        _require_uri(context, method, outcome.value if outcome.called else "")
        found.append("{} gives {!r}".format(method, outcome.value))
    _check_logs(context, session, [item, other])
    return "; ".join(found)


def _check_logs(context: ScenarioContext, session: SchedulerSession, items: list[Any]) -> None:
    """Tell where a log cannot be opened, or is that of another item."""
    for item, mark, foreign in zip(items, ("mark one", "mark two"), ("mark two", "mark one")):
        value = str(session.call("getLogURI", item).value or "")
        if not value.startswith("file:"):
            continue
        path = unquote(urlsplit(value).path)
        context.check(
            not os.path.isdir(path), "getLogURI gives a folder, {}, not a log".format(value)
        )
        if not os.path.isfile(path):
            context.warn("getLogURI gives {!r}, and there is no such file".format(value))
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        context.check(
            foreign not in text or mark in text,
            "getLogURI of {} gives the log of another item".format(item.name),
        )
    status = [session.call("getStatusURI", item).value for item in items]
    (later,) = session.add(["true"], name="later")
    session.cook("another item")
    again = [session.call("getStatusURI", item).value for item in items]
    context.check(
        all(now in (before, "", None) for before, now in zip(status, again)),
        "getStatusURI of an item changed from {} to {} when another item cooked".format(
            status, again
        ),
    )
    del later


def _require_uri(context: ScenarioContext, method: str, value: Any) -> None:
    said = "{} gives {!r}".format(method, value)
    require(isinstance(value, str), said + ', which is no text; give "" for none')
    if not value:
        return
    if not _URI.fullmatch(value):
        require(
            _SCHEME.match(value),
            said + ", which is no URI: it has no scheme, such as file:// or http://",
        )
        context.warn(said + ", which is no URI: some characters must be written as %XX")
    parts = urlsplit(value)
    if parts.scheme == "file":
        require(
            os.path.isabs(unquote(parts.path)) and parts.netloc in ("", "localhost"),
            said + ", which names no absolute path of this machine; it starts with file:///",
        )
