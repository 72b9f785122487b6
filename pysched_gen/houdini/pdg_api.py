"""Members of PDG's classes and modules, with their signatures and the releases that have them.

`pdg_api.json` is made from the stubs of the stand-in, the listings of Houdini 21.0.671 and 22.0.400
and the table of what came and went with a release. A class that is listed there has no other
members in 21.0 and later; of older releases only what is documented is known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pysched_gen.houdini.releases import Release

__all__ = [
    "RENAMED_WRAPPERS",
    "Argument",
    "Member",
    "Signature",
    "bounds_of",
    "function_of_module",
    "is_class",
    "is_listed",
    "is_module",
    "member_of",
    "members_of",
    "names_of_module",
]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method, without `self`.

    Attributes:
        name: what a keyword names it.
        type: as the stubs write it, "int | str", "Any" where it is not known.
        required: it has no default.
        keyword_only: it cannot be given by its place.
    """

    name: str
    type: str
    required: bool
    keyword_only: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """What a method takes; `star` and `stars` say that it takes any number of more."""

    arguments: tuple[Argument, ...]
    star: bool = False
    stars: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a class, or a function of a module.

    Attributes:
        name: of the member.
        type: of its value, or of what a call gives; "Any" where it is not known.
        kind: "property", "method", or "" where only the name is known.
        signature: of a method.
    """

    name: str
    type: str = "Any"
    kind: str = ""
    signature: Signature | None = None


# What wrappers of PyScheduler that went are called now; they take and give the same.
RENAMED_WRAPPERS = {
    "workItemCanceled": "workItemCancelled",
    "workItemFileResult": "workItemAddOutput",
}
# Signatures that SideFX's help and public schedulers show where the stubs have only the name.
_DOCUMENTED = {
    "expandCommandTokens": "(item_command: str, work_item: WorkItem | None =) -> str",
}


@lru_cache(1)
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("pdg_api.json")
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def bounds_of(name: str) -> tuple[str, str]:
    """Return the first and last release that have `name`, "WorkItem.cancel"; "" for no bound."""
    first, last = _table()["releases"].get(name, ("", ""))
    return first, last


def is_class(name: str) -> bool:
    """Return whether PDG has a class `name` whose members are known."""
    return bool(name) and name in _table()["classes"]


def is_listed(name: str) -> bool:
    """Return whether class `name` has no members of its own but those known."""
    return not _table()["classes"].get(name, {}).get("open")


def is_module(name: str) -> bool:
    """Return whether `name`, "pdg.utils", is a module whose names are known."""
    return name in _table()["modules"]


@lru_cache(64)
def names_of_module(name: str, release: Release) -> frozenset[str]:
    """Return the names that module `name` has in `release`."""
    names = _table()["modules"].get(name, ())
    if name == "pdg":
        return frozenset(one for one in names if _exists(one, release))
    return frozenset(names)


def function_of_module(module: str, name: str) -> Member | None:
    """Return function `name` of `module`, None where its signature is not known."""
    text = _table()["classes"][""]["members"].get(f"{module}.{name}")
    return None if text is None else _member(name, text)


def _exists(name: str, release: Release) -> bool:
    first, last = bounds_of(name)
    return (not first or release >= first) and (not last or release <= last)


@lru_cache(64)
def _lineage(owner: str) -> tuple[str, ...]:
    """Return a class and all its bases, nearest first."""
    facts = _table()["classes"].get(owner)
    if facts is None:
        return ()
    found = dict.fromkeys([owner])
    for base in facts["bases"]:
        found.update(dict.fromkeys(_lineage(base)))
    return tuple(found)


@lru_cache(64)
def _heirs(owner: str) -> tuple[str, ...]:
    return tuple(name for name in _table()["classes"] if owner in _lineage(name))


@lru_cache(256)
def members_of(owner: str, release: Release) -> frozenset[str]:
    """Return the names of all members of class `owner`, those it inherits included."""
    lineage = _lineage(owner)
    names = {name for one in lineage for name in _table()["classes"][one]["members"]}
    return frozenset(name for name in names if _in_release(name, lineage, release))


def _in_release(name: str, lineage: tuple[str, ...], release: Release) -> bool:
    return all(_exists(f"{one}.{name}", release) for one in lineage)


@lru_cache(1024)
def member_of(
    owner: str, name: str, release: Release | None, *, heirs: bool = False
) -> Member | None:
    """Return member `name` of class `owner` in `release`, or None.

    `release` None asks for any release; `heirs` for classes derived from `owner` too.
    """
    classes = _lineage(owner)
    if heirs:
        classes = tuple(dict.fromkeys([*classes, *(_heirs(owner))]))
    own = _table()["classes"]
    texts = [own[one]["members"][name] for one in classes if name in own[one]["members"]]
    if not texts or (release is not None and not _in_release(name, _lineage(owner), release)):
        gone = _removed(name, classes, release)
        return Member(name) if gone else None
    return _member(name, next(filter(None, texts), _DOCUMENTED.get(name, "")))


def _removed(name: str, classes: tuple[str, ...], release: Release | None) -> bool:
    """Return whether the table of releases alone knows `name`, and that it is in `release`."""
    listed = [f"{one}.{name}" for one in classes if f"{one}.{name}" in _table()["releases"]]
    return bool(listed) and (release is None or all(_exists(one, release) for one in listed))


def _member(name: str, text: str) -> Member:
    if text.startswith(": "):
        return Member(name, text[2:], "property")
    if not text:
        return Member(name)
    inside, _, returns = text.rpartition(") -> ")
    return Member(name, returns, "method", _signature(inside[1:]))


@lru_cache(1024)
def _signature(text: str) -> Signature:
    arguments = []
    star = stars = False
    for part in _split(text):
        if part in ("*", "**"):
            star, stars = star or part == "*", stars or part == "**"
            continue
        only = part.startswith("*")
        name, _, annotation = part.lstrip("*").partition(": ")
        required = not annotation.endswith("=")
        arguments.append(Argument(name, annotation.removesuffix("=").strip(), required, only))
    return Signature(tuple(arguments), star, stars)


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += (character in "[(") - (character in "])")
        if character == "," and not depth:
            parts.append(text[start:index].strip())
            start = index + 1
    return [part for part in [*parts, text[start:].strip()] if part]
