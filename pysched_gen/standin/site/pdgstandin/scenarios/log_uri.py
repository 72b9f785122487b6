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
# What is %50 or # there is not what a URI means by it.
_LATER = 3700.0  # seconds, which is another hour and another minute
_FOLDER = "a folder, \u00e9 %50 #1"


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open(folder=_FOLDER)
    item, other, failing = session.add(
        [
            "echo mark one; echo trouble one >&2",
            "echo mark two; echo trouble two >&2",
            "echo mark three; echo trouble three >&2; exit 3",
        ],
        name="render_of_a_whole_shot",
    )
    _check_before(context, session, item)
    assert_ended(session, session.cook("an item in the folder {!r}".format(_FOLDER)))
    # Logs are opened hours after their jobs have ended, too.
    context.clock.advance(_LATER)
    found = []
    for method in ("getLogURI", "getStatusURI"):
        outcome = session.call(method, item)
        require(outcome.error is None, "{} raised: {}".format(method, last_line(outcome.trace)))
        _require_uri(context, method, outcome.value if outcome.called else "")
        found.append("{} gives {!r}".format(method, outcome.value))
    _check_failed(context, session, failing)
    _check_logs(context, session, [item, other])
    return "; ".join(found)


def _check_before(context: ScenarioContext, session: SchedulerSession, item: Any) -> None:
    """Tell where an item that never ran has a log, which cannot be opened."""
    session.start_cook()
    outcome = session.call("getLogURI", item)
    require(
        outcome.error is None,
        "getLogURI raised for an item that never ran: {}".format(last_line(outcome.trace)),
    )
    status = session.call("getStatusURI", item)
    require(
        status.error is None,
        "getStatusURI raised for an item that never ran: {}".format(last_line(status.trace)),
    )
    value = str(outcome.value or "")
    if value.startswith("file:") and not os.path.exists(_path_of(value)):
        context.judge(
            "getLogURI gives {!r} for an item that never ran, such as one from a cache, and there "
            'is no such file; give "" for none'.format(value)
        )


def _check_failed(context: ScenarioContext, session: SchedulerSession, item: Any) -> None:
    """Tell where the log of an item that failed, the one that is opened, says nothing of why."""
    value = str(session.call("getLogURI", item).value or "")
    path = _path_of(value) if value.startswith("file:") else ""
    if os.path.isfile(path) and "mark three" not in _read(path):
        context.judge(
            "getLogURI of {}, whose job failed, gives a log that does not have what the job "
            "printed".format(item.name)
        )
    if not value and session.computes("getLogURI"):
        context.judge(
            'getLogURI gives "" for {}, whose job printed a line and failed: its log is not where '
            "getLogURI looks for it".format(item.name)
        )


def _path_of(uri: str) -> str:
    """Return the file a URI means; where it is not encoded, the one that its text names."""
    path = unquote(urlsplit(uri).path)
    plain = uri.partition("://")[2] or uri.partition(":")[2]
    plain = os.sep + plain.lstrip("/")
    return plain if os.path.exists(plain) else path


def _check_logs(context: ScenarioContext, session: SchedulerSession, items: list[Any]) -> None:
    """Tell where a log cannot be opened, or is that of another item."""
    logs: dict[str, tuple[str, int]] = {}
    for item, mark, foreign in zip(items, ("mark one", "mark two"), ("mark two", "mark one")):
        value = str(session.call("getLogURI", item).value or "")
        if not value.startswith("file:"):
            continue
        path = _path_of(value)
        context.check(
            not os.path.isdir(path), "getLogURI gives a folder, {}, not a log".format(value)
        )
        if not os.path.isfile(path):
            context.judge("getLogURI gives {!r}, and there is no such file".format(value))
            continue
        meant = unquote(urlsplit(value).path)
        if path != meant:
            context.judge(
                "getLogURI gives {!r}, which opens {}: write % and # as %25 and %23".format(
                    value, meant
                )
            )
        text = _read(path)
        context.check(
            foreign not in text or mark in text,
            "getLogURI of {} gives the log of another item".format(item.name),
        )
        if mark not in text or foreign in text:
            context.judge(
                "getLogURI of {} gives a log that {}".format(
                    item.name,
                    (
                        "does not have what its job printed"
                        if mark not in text
                        else "has what the job of another item printed, too"
                    ),
                )
            )
        elif mark.replace("mark", "trouble") not in text:
            context.judge(
                "getLogURI of {} gives a log without what its job wrote to its standard error, "
                "which is where errors are".format(item.name)
            )
        logs[item.name] = (path, text.count(mark))
    _check_recook(context, session, items, logs)
    _check_later_item(context, session, items)


def _check_later_item(
    context: ScenarioContext, session: SchedulerSession, items: list[Any]
) -> None:
    """Tell where an item that waits gets the log of another, or changes the page of `items`."""
    status = [session.call("getStatusURI", item).value for item in items]
    if len({bool(one) for one in status}) > 1:
        context.judge(
            "getStatusURI gives {!r} and {!r} for two items that were cooked alike".format(*status)
        )
    session.add(["echo mark before"], name="before")
    (later,) = session.add(["echo mark later"], after="before", name="later")
    session.cook("another item")
    path = _path_of(str(session.call("getLogURI", later).value or ""))
    if os.path.isfile(path) and "mark later" not in _read(path):
        context.judge(
            "getLogURI of an item that waited for another gives a log without what its own job "
            "printed"
        )
    again = [session.call("getStatusURI", item).value for item in items]
    context.check(
        all(now in (before, "", None) for before, now in zip(status, again)),
        "getStatusURI of an item changed from {} to {} when another item cooked".format(
            status, again
        ),
    )


def _check_recook(
    context: ScenarioContext,
    session: SchedulerSession,
    items: list[Any],
    logs: dict[str, tuple[str, int]],
) -> None:
    """Tell where the log of a second cook has that of the first in it."""
    session.dirty()
    session.cook("the items once more")
    for item, mark in zip(items, ("mark one", "mark two")):
        path, before = logs.get(item.name, ("", 0))
        value = str(session.call("getLogURI", item).value or "")
        same = before and value.startswith("file:") and _path_of(value) == path
        if same and _read(path).count(mark) >= 2 * before:
            context.judge(
                "the log of {} still has what its job printed in the cook before: artists "
                "read errors that were mended".format(item.name)
            )


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


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
