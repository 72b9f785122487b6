"""Which names a scheduler may have."""

from __future__ import annotations

import keyword
import re
import sys

__all__ = ["SHIPPED_MODULES", "SHIPPED_TYPES", "name_problem"]

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

# Modules and folders of $HFS/houdini/pdg/types; of two with one name PDG takes the first on its
# search path, so one of ours would take the place of Houdini's.
SHIPPED_MODULES = frozenset({"houdini", "hqueue", "local", "prtractor", "schedulers", "tbdeadline"})


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
    if name in SHIPPED_TYPES | SHIPPED_MODULES:
        what = "scheduler" if name in SHIPPED_TYPES else "module of PDG types"
        return f"is a {what} that ships with Houdini; choose another name"
    if name == "pdg" or name in sys.stdlib_module_names:
        return f"would hide the module {name}; choose another name"
    return None
