"""Which names a scheduler may have."""

from __future__ import annotations

import keyword
import re
import sys

from pysched_gen.houdini.pdg_names import SHIPPED_MODULES, SHIPPED_TYPES

__all__ = ["name_problem"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
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
    if name in SHIPPED_TYPES | SHIPPED_MODULES:
        what = "scheduler" if name in SHIPPED_TYPES else "module of PDG types"
        return f"is a {what} that ships with Houdini; choose another name"
    if name == "pdg" or name in sys.stdlib_module_names:
        return f"would hide the module {name}; choose another name"
    return None
