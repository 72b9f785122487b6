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
from pysched_gen.formats.dialog_script.tree import Item, Multiparm, Parm, Script, Tag
from pysched_gen.model.interface import MENU, Borrowed, Computed, Field, Group, Repeat
from pysched_gen.model.interface_dialog import script_of
from pysched_gen.render.template_body import is_overridable
from pysched_gen.sources.source import OVERRIDABLE_TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.model.interface import Entry, Interface

__all__ = ["overridable_section"]

_CATEGORY = "spare_category"
_NO_COPY = "pdg::nocopy"  # without it each node would get a copy of every instance
_VALUELESS = frozenset({"button", "label", "separator", "data"})


def overridable_section(interface: Interface, category: str) -> str:
    """Give the blocks of what is overridable in `interface`, "" where nothing is."""
    script = script_of(tuple(_chosen(interface)))
    items = tuple(_tagged(item, category) for item in script.items)
    return write(Script(items), align_menus=False)


def _chosen(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry, Field):
            if entry.overridable and entry.type is not None and entry.type not in _VALUELESS:
                yield _with_token(entry)
        elif isinstance(entry, Repeat):
            if is_overridable(entry):
                yield entry
        elif isinstance(entry, Group | Borrowed):
            yield from _chosen(entry.entries)


def _with_token(field: Field) -> Field:
    """Spell the default of a menu as its token; sources may give its place in the list."""
    if field.type != MENU or field.menu is None or not field.default:
        return field
    tokens = [token for token, _ in field.menu.pairs]
    value = field.default[0]
    place = str(value)
    if isinstance(value, Computed) or value in tokens or not place.isdecimal():
        return field
    known = int(place) < len(tokens)
    return replace(field, default=(tokens[int(place)],)) if known else field


def _tagged(item: Item, category: str) -> Item:
    if isinstance(item, Multiparm):
        inner = tuple(_tagged(one, category) for one in item.items)
        return replace(item, tags=_tags(item.tags, category, Tag(_NO_COPY, "")), items=inner)
    return replace(item, tags=_tags(item.tags, category)) if isinstance(item, Parm) else item


def _tags(own: tuple[Tag, ...], category: str, *more: Tag) -> tuple[Tag, ...]:
    first = (*more, Tag(OVERRIDABLE_TAG, ""), Tag(_CATEGORY, category))
    taken = {tag.key for tag in first}
    return (*first, *sorted((t for t in own if t.key not in taken), key=lambda tag: tag.key))
