"""The layout of a node with spare parameters, and that of its type, in; what Houdini shows out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import Multiparm, Parm, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pysched_gen.formats.dialog_script.tree import Item, Items, Script

__all__ = ["laid_out"]


def laid_out(node: Script | None, type: Script | None) -> Items | None:  # noqa: A002 - hou's word
    """Return the parameters of a node as they are laid out, None where neither script is at hand.

    A node that has a layout of its own names in it those of its type, whose script says the rest.
    """
    if node is None:
        return None if type is None else type.items
    known = {} if type is None else dict(_named(type.items))
    return tuple(_item(one, known) for one in node.items)


def _named(items: Items) -> Iterator[tuple[str, Parm | Multiparm]]:
    for item in items:
        if isinstance(item, Parm | Multiparm):
            yield item.name, item
        if not isinstance(item, Parm | Unknown):
            yield from _named(item.items)


def _item(item: Item, known: Mapping[str, Parm | Multiparm]) -> Item:
    if isinstance(item, Unknown):
        return item
    if isinstance(item, Parm):
        declared = known.get(item.name) if item.type is None else None
        return item if declared is None else _told(item, declared)
    if isinstance(item, Multiparm) and item.base and not item.items and item.name in known:
        return replace(known[item.name], base=True)
    return replace(item, items=_items(item.items, known))


def _items(items: Iterable[Item], known: Mapping[str, Parm | Multiparm]) -> Items:
    return tuple(_item(one, known) for one in items)


def _told(item: Parm, declared: Parm | Multiparm) -> Parm | Multiparm:
    """Return a parameter of the type at the place, and with the look, that the node gives it."""
    invisible = item.invisible or declared.invisible
    if isinstance(declared, Multiparm):
        return replace(declared, base=True, invisible=invisible)
    return replace(
        declared,
        base=True,
        invisible=invisible,
        label=declared.label if item.label is None else item.label,
        no_label=item.no_label or declared.no_label,
        join_next=item.join_next or declared.join_next,
    )
