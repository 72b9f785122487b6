"""Both are asked for a cooked item, in a folder with spaces and letters beyond ASCII."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pdgstandin.playing.assertions import assert_ended, require
from pdgstandin.playing.context import last_line

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "getLogURI and getStatusURI give a URI or an empty text"
MEANING = "The log of a failed frame cannot be opened from its work item."
ORDER = 190

# RFC 3986: what may be in a URI; everything else is written as %XX.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")

_FOLDER = "a folder, \u00e9"


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    session = context.open(folder=_FOLDER)
    (item,) = session.add([context.jobs.good(0)])
    assert_ended(session, session.cook("an item in the folder {!r}".format(_FOLDER)))
    found = []
    for method in ("getLogURI", "getStatusURI"):
        outcome = session.call(method, item)
        require(outcome.error is None, "{} raised: {}".format(method, last_line(outcome.trace)))
        _require_uri(method, outcome.value if outcome.called else "")
        found.append("{} gives {!r}".format(method, outcome.value))
    return "; ".join(found)


def _require_uri(method: str, value: Any) -> None:
    said = "{} gives {!r}".format(method, value)
    require(isinstance(value, str), said + ', which is no text; give "" for none')
    if not value:
        return
    require(
        _URI.fullmatch(value),
        said + ", which is no URI: it has no scheme, or characters that must be written as %XX",
    )
    parts = urlsplit(value)
    if parts.scheme == "file":
        require(
            os.path.isabs(unquote(parts.path)) and parts.netloc in ("", "localhost"),
            said + ", which names no absolute path of this machine; it starts with file:///",
        )
