"""A text that git left with conflict markers in, the texts of both sides out. Pure.

What is generated need not be merged by hand: both sides are known, and the next run writes anew.
"""

from __future__ import annotations

import re

__all__ = ["has_conflict", "sides"]

_OURS, _BASE, _MIDDLE, _THEIRS = "<" * 7, "|" * 7, "=" * 7, ">" * 7
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARKS = (_OURS, _BASE, _MIDDLE, _THEIRS)


def has_conflict(text: str) -> bool:
    """Tell whether `text` holds the markers of an unresolved merge."""
    return text.startswith(f"{_OURS} ") or f"\n{_OURS} " in text


def sides(text: str) -> tuple[str, ...]:
    """Return our version and theirs of a text in conflict, and the text alone of any other."""
    if not has_conflict(text):
        return (text,)
    found: tuple[list[str], list[str]] = ([], [])
    now = ""
    for line in _LINE.findall(text):
        mark = next((mark for mark in _MARKS if _is_mark(line, mark)), "")
        if mark:
            now = "" if mark == _THEIRS else mark
            continue
        if now in ("", _OURS):
            found[0].append(line)
        if now in ("", _MIDDLE):
            found[1].append(line)
    return "".join(found[0]), "".join(found[1])


def _is_mark(line: str, mark: str) -> bool:
    rest = line.removeprefix(mark)
    return rest != line and rest[:1] in ("", " ", "\n", "\r")
