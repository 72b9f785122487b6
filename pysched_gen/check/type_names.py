"""How inference writes a type: the one of several, of what a stub says, of what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.houdini import pdg_api

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["UNKNOWN", "element_of", "from_annotation", "joined", "of_member", "result_type"]

UNKNOWN = ""


def joined(types: Iterable[str]) -> str:
    """Return the one type that all of `types` are, None aside; else `UNKNOWN`."""
    every = {one for one in types if one != "None"}
    if every == {"WorkItem", "BatchWorkItem"}:
        return "WorkItem"
    return every.pop() if len(every) == 1 else UNKNOWN


def result_type(text: str) -> str:
    """Return a type of the stubs as inference knows it: "WorkItem | None" is a "WorkItem"."""
    parts = [part.strip() for part in text.split("|")] if "[" not in text else [text]
    parts = [part for part in parts if part != "None"]
    if len(parts) != 1 or parts[0] in ("Any", "object"):
        return UNKNOWN
    return "dict" if parts[0].startswith("dict[") else parts[0]


def element_of(text: str) -> str:
    """Return the type of what iterating over a "list[File]" gives."""
    head, _, inside = text.partition("[")
    if head in ("list", "Sequence", "Iterator", "Iterable", "set", "frozenset"):
        return result_type(inside.removesuffix("]"))
    return UNKNOWN


def of_member(owner: str, member: pdg_api.Member | None) -> str:
    """Return the type of `owner`'s member, "method WorkItem.cancel" for one that is called."""
    if member is None:
        return UNKNOWN
    if member.kind == "method":
        return f"method {owner}.{member.name}"
    return result_type(member.type) if member.kind else UNKNOWN


def from_annotation(text: str) -> str:
    """Return the type that an annotation names, `UNKNOWN` where it is neither PDG's nor plain."""
    plain = text.strip("'\"").replace("pdg.", "").replace("typing.", "")
    if plain.startswith("Optional["):
        plain = plain[9:-1]
    found = result_type(plain)
    simple = pdg_api.is_class(found) or found in ("str", "int", "float", "bool")
    inner = element_of(found)
    return found if simple or (inner and pdg_api.is_class(inner)) else UNKNOWN
