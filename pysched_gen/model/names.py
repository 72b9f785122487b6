"""Which names a scheduler may have."""

from __future__ import annotations

import keyword
import re

__all__ = ["SHIPPED_TYPES", "name_problem"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LONGEST = 100  # with ".py" and a temporary suffix below the 255 bytes of common file systems

# Schedulers that ship with Houdini 17.5 to 22.0, by registered type; the second registration of
# a name is an error in PDG.
SHIPPED_TYPES = frozenset(
    {
        "deadlinescheduler",
        "hqueuescheduler",
        "inprocessscheduler",
        "localscheduler",
        "pythonscheduler",
        "python_scheduler",
        "servicescheduler",
        "tractorscheduler",
    }
)


def name_problem(name: str) -> str | None:
    """Tell what keeps `name` from being folder, Python module and node type, None if nothing.

    The sentence goes on from the name: '"Farm Q" must start with a lower-case letter ...'.
    """
    if not _NAME.fullmatch(name):
        return "must be a lower-case letter, then lower-case letters, digits and _"
    if len(name) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if keyword.iskeyword(name):
        return "is a Python keyword and cannot be imported; choose another name"
    if name in SHIPPED_TYPES:
        return "is a scheduler that ships with Houdini; choose another name"
    if name == "pdg":
        return "would hide the module pdg; choose another name"
    return None
