"""Which names a scheduler may have."""

from __future__ import annotations

import keyword
import re
import sys

from pysched_gen.houdini.pdg_names import SHIPPED_MODULES, SHIPPED_TYPES

__all__ = ["name_problem"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
# Windows keeps these for devices, with any ending:
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_HOUDINIS_OWN = frozenset({"hou", "pdg"})
# What Houdini's button Save To Python calls every scheduler whose node says no other name.
_OF_THE_BUTTON = "python_scheduler"
_LONGEST = 100  # with ".py" and a temporary suffix below the 255 bytes of common file systems


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
    return _taken(name)


def _taken(name: str) -> str | None:
    if name == _OF_THE_BUTTON:
        return (
            "is what Save To Python calls every scheduler, and PDG registers a name once; choose "
            "another name"
        )
    if name in SHIPPED_TYPES | SHIPPED_MODULES:
        what = "scheduler" if name in SHIPPED_TYPES else "module of PDG types"
        return f"is a {what} that ships with Houdini; choose another name"
    if name in _DEVICES:
        return "is the name of a device on Windows, which can have no such file; choose another"
    if name in _HOUDINIS_OWN or name in sys.stdlib_module_names:
        return f"would hide the module {name}; choose another name"
    return None
