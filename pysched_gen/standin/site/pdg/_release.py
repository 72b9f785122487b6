"""The Houdini release that this process behaves as.

It is taken from the variable PDG_STANDIN_HOUDINI ("20.5"), the latest release without it. Names
that came or went with a release are listed in `facts.json`, which a test holds equal to the
tables of `pysched_gen.model`; `remove_absent` takes away those that the release lacks, so that
code meets the AttributeError it would meet there.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

__all__ = [
    "FACTS",
    "HOUDINI",
    "NAME",
    "exists",
    "python_of_release",
    "remove_absent",
    "since",
]


_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "facts.json")


def _load_facts() -> dict[str, Any]:
    with open(_FILE, encoding="utf-8") as file:
        facts: dict[str, Any] = json.load(file)
    return facts


def _number(name: str) -> tuple[int, int]:
    """Return (20, 5) for "20.5"; raises ValueError for anything else."""
    match = re.match(r"(\d+)\.(\d+)$", name)
    if match is None:
        raise ValueError("PDG_STANDIN_HOUDINI is {!r}; give a release such as 20.5".format(name))
    return int(match.group(1)), int(match.group(2))


FACTS = _load_facts()


NAME = os.environ.get("PDG_STANDIN_HOUDINI") or str(FACTS["releases"][-1])


HOUDINI: tuple[int, int] = _number(NAME)


def since(major: int, minor: int) -> bool:
    """Tell whether the release is `major`.`minor` or younger."""
    return (major, minor) <= HOUDINI


def python_of_release() -> tuple[int, int]:
    """Return the Python that the release ships by default, such as (3, 11)."""
    return _number(FACTS["pythons"][NAME])


def exists(first: str, last: str) -> bool:
    """Tell whether the release lies between two releases, either "" where there is no bound."""
    return (not first or _number(first) <= HOUDINI) and (not last or _number(last) >= HOUDINI)


def remove_absent(namespace: dict[str, Any]) -> None:
    """Delete from the module `namespace`, and from the classes in it, what the release lacks.

    A dotted name is a member of a class: "WorkItem.cancel". One that is not there is passed
    over: it belongs to a part of PDG that is not implemented.
    """
    # Members first: their class may be gone too, and others may still derive from it.
    for name in sorted(FACTS["names"], key=lambda one: "." not in one):
        if not exists(*FACTS["names"][name]):
            _remove(namespace, name)


def _remove(namespace: dict[str, Any], name: str) -> None:
    owner, dot, member = name.partition(".")
    if not dot:
        namespace.pop(owner, None)
        exported = namespace.get("__all__")
        if exported is not None and owner in exported:
            exported.remove(owner)
        return
    for cls in getattr(namespace.get(owner), "__mro__", ()):
        if cls.__module__.startswith("pdg.") and member in vars(cls):
            delattr(cls, member)
