"""Patterns of names, as TOP nodes take them: "frame* ^framestep"."""

from __future__ import annotations

import fnmatch

__all__ = ["matches"]


def matches(name: str, pattern: str) -> bool:
    """Tell whether `name` matches the space-separated patterns; "^p" takes away what p matches.

    The syntax is that of the attribute patterns of TOP nodes.
    """
    found = False
    for word in pattern.split():
        if word.startswith("^"):
            found = found and not fnmatch.fnmatchcase(name, word[1:])
        else:
            found = found or fnmatch.fnmatchcase(name, word)
    return found
