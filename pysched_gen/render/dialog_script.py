"""Overridable parameters in, their section of `topscheduler.user.ds` out.

The file adds parameters to the Scheduler Properties of every TOP node (Houdini 19.0 help, "Adding
a Scheduler Properties folder"). It is a bare sequence of `parm` and `multiparm` blocks; each
carries the tags `pdg::scheduler` and `spare_category`, and those of a multiparm are repeated by
what is in it (seen in the only public file of the kind). The category is the folder they are in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script import write
from pysched_gen.formats.dialog_script.tree import Folder, Import, Multiparm, Parm, Script
from pysched_gen.sources.parameters import OLD_OVERRIDABLE_TAG, OVERRIDABLE_TAG, is_overridable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Item, Items, Tags

__all__ = ["overridable_section"]

_CATEGORY = "spare_category"
_NO_COPY = "pdg::nocopy"  # without it each node would get a copy of every instance
_VALUELESS = frozenset({None, "button", "label", "separator", "data"})


def overridable_section(items: Items, category: str) -> str:
    """Give the blocks of what is overridable in `items`, "" where nothing is."""
    tagged = tuple(_tagged(item, category) for item in _chosen(items))
    return write(Script(tagged), align_menus=False)


def _chosen(items: Iterable[Item]) -> Iterator[Parm | Multiparm]:
    for item in items:
        if isinstance(item, Folder | Import):
            yield from _chosen(item.items)
        elif isinstance(item, Multiparm):
            yield from (item,) if is_overridable(item) else ()
        elif isinstance(item, Parm) and is_overridable(item) and item.type not in _VALUELESS:
            yield item


def _tagged(item: Item, category: str) -> Item:
    if isinstance(item, Multiparm):
        inner = tuple(_tagged(one, category) for one in item.items)
        return replace(item, tags=_tags(item.tags, category, (_NO_COPY, "")), items=inner)
    return replace(item, tags=_tags(item.tags, category)) if isinstance(item, Parm) else item


def _tags(own: Tags, category: str, *more: tuple[str, str]) -> Tags:
    first = {**dict(more), OVERRIDABLE_TAG: "", _CATEGORY: category}
    taken = {*first, OLD_OVERRIDABLE_TAG}
    return (*first.items(), *sorted(pair for pair in own if pair[0] not in taken))
