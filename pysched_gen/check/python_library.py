"""What modules of Python's library have, and what their functions take, by version.

`python_library.json` is made by `tests/python_library_table.py` from the Pythons that Houdini's
releases ship and from typeshed, which knows other platforms. A name that is not there is on no
platform in any of those versions.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.houdini.pdg_api import Argument, Signature

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Bounds", "has_library_module", "library_names", "library_signature"]

Version = tuple[int, int]
Bounds = tuple[Version, Version]

_EVER: Bounds = ((0, 0), (99, 0))


@lru_cache(1)
def _table() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("python_library.json")
    table: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return table


def has_library_module(name: str) -> bool:
    """Return whether `name`, "os.path", is a module whose names are known."""
    return name in _table()["names"]


@lru_cache(64)
def library_names(module: str) -> Mapping[str, Bounds]:
    """Return what a module has, with the first and the last version that is known to have it."""
    found = {}
    for word in _table()["names"].get(module, "").split():
        rest, _, until = word.partition("<")
        name, _, since = rest.partition(">")
        first = _version(since) if since else _EVER[0]
        found[name] = (first, _version(until) if until else _EVER[1])
    return found


def _version(text: str) -> Version:
    major, minor = text.split(".")
    return int(major), int(minor)


# What builtins take by keyword that are called with keywords at all.
_BUILTINS = {
    "open": "file mode= buffering= encoding= errors= newline= closefd= opener=",
    "print": "* *sep= *end= *file= *flush=",
    "enumerate": "iterable start=",
    "input": "prompt=",
}


@lru_cache(256)
def library_signature(name: str) -> Signature | None:
    """Return what a function or class, "os.path.join", takes; None where that is not known."""
    text = _table()["calls"].get(name) or _BUILTINS.get(name)
    if text is None:
        return None
    arguments, star, stars = [], False, False
    for word in text.split():
        if word in ("*", "**"):
            star, stars = star or word == "*", stars or word == "**"
        elif word != "-":
            plain = word.strip("*=")
            arguments.append(Argument(plain, "Any", word[-1] != "=", word.startswith("*")))
    return Signature(tuple(arguments), star, stars)
