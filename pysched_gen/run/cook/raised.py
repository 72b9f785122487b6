"""The traceback of a callback in, one line about it out."""

from __future__ import annotations

import re

__all__ = ["raised"]

_PLACE = re.compile(r'\s*File "(?P<file>.*)", line (?P<line>\d+)')
_STANDIN = "/standin/site/"


def raised(callback: str, trace: str) -> str:
    """Say what `callback` raised, and where in the scheduler's own code."""
    lines = [line for line in trace.splitlines() if line.strip()] or ["an exception"]
    places = [match for match in map(_PLACE.match, lines) if match]
    own = [match for match in places if _STANDIN not in match["file"]] or places
    where = f" ({own[-1]['file']}, line {own[-1]['line']})" if own else ""
    return f"{callback} raised {lines[-1].strip()}{where}"
