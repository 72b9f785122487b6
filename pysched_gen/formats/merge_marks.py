"""The line where a reader gave up in, what to say if git left it there in a merge out. Pure."""

from __future__ import annotations

__all__ = ["unresolved_merge"]

_MARKS = frozenset(sign * 7 for sign in "<=>|")


def unresolved_merge(line: str) -> str:
    """Return what is wrong with a text that has `line` where nothing like it can stand, or ""."""
    if line[:7] not in _MARKS:
        return ""
    return f"{line[:7]} marks a merge that was not resolved; take one of its two sides"
