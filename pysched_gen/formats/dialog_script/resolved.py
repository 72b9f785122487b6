"""A tree as a dialog script spells it in, the same tree as every page and file shows it out.

Houdini takes a default of a menu as a token or as its number, a toggle as on, off or a number, and
a number in many spellings. Here each becomes a value of its type, so that a module, a dialog
script, a page and a table that are made of the tree say the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.kinds import (
    SINGLE,
    kind_of,
    may_be_computed,
    value_of,
    zero_of,
)
from pysched_gen.formats.dialog_script.strings import text_of
from pysched_gen.formats.dialog_script.tree import (
    Default,
    Folder,
    Import,
    Item,
    Limits,
    Menu,
    MenuKind,
    Multiparm,
    Parm,
    Script,
    Tags,
)
from pysched_gen.formats.dialog_script.values import VALUE_TYPES, Computed
from pysched_gen.formats.limits import MOST_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.formats.dialog_script.values import Value

__all__ = ["plain_default", "resolved", "resolved_items"]

_HSCRIPT = "hscript"


def resolved(script: Script) -> Script:
    """Return `script` with a typed value for each default, and without what goes without saying.

    Tags are in order of their keys, sizes and defaults fit each other, and a default that is no
    value of its type is the hscript expression that Houdini takes it for.
    """
    return replace(script, items=resolved_items(script.items))


def resolved_items(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return `items` as `resolved` gives those of a script."""
    return tuple(map(_item, items))


def plain_default(parm: Parm) -> tuple[Value, ...]:
    """Return one value a component of `parm`, which is resolved; none where it can hold none.

    In the place of an expression is the zero of the type; a menu whose default is none of its
    tokens starts at the first.
    """
    kind = kind_of(parm.type)
    zero = zero_of(kind, parm.menu, parm.type)
    if zero is None:
        return ()
    size = 1 if kind in SINGLE else parm.components
    known = (_plain(one, parm, kind) for one in (parm.default or ())[:size])
    return tuple(zero if one is None else one for one in known)


def _plain(one: Default, parm: Parm, kind: str) -> Value | None:
    if isinstance(one, Computed):
        return None
    return value_of(text_of(one), kind, parm.menu, parm.type)


def _item(item: Item) -> Item:
    if isinstance(item, Parm):
        return _parm(item)
    if isinstance(item, Folder | Multiparm):
        tags, group_tags = _tags(item.tags), _tags(item.group_tags)
        return replace(item, items=resolved_items(item.items), tags=tags, group_tags=group_tags)
    return replace(item, items=resolved_items(item.items)) if isinstance(item, Import) else item


def _parm(parm: Parm) -> Parm:
    kind, menu = kind_of(parm.type), _menu(parm.menu)
    size = 1 if kind in SINGLE else parm.components
    default = parm.default or None
    if default is not None:
        default = tuple(_default(one, parm, kind, menu) for one in default)
    if kind in VALUE_TYPES and 1 <= size <= MOST_COMPONENTS:
        zero = zero_of(kind, menu, parm.type)
        told = (default or ())[:size]
        missing = [] if zero is None else [zero] * (size - len(told))
        default = (*told, *missing)
    count = max(1, len(default or ()))
    return replace(
        parm,
        label="" if parm.label is None and parm.type is not None else parm.label,
        size=None if size == count == 1 else size,
        default=default,
        menu=menu,
        range=None if parm.range is None else _limits(parm.range),
        tags=_tags(parm.tags),
    )


def _default(one: Default, parm: Parm, kind: str, menu: Menu | None) -> Default:
    if isinstance(one, Computed):
        return one
    value = value_of(text_of(one), kind, menu, parm.type)
    if value is not None:
        return value
    return Computed(text_of(one), _HSCRIPT) if may_be_computed(kind) else text_of(one)


def _menu(menu: Menu | None) -> Menu | None:
    if menu is None or menu == Menu(menu.kind) == Menu(MenuKind.NORMAL):
        return None
    if menu.script is None:
        return menu
    return replace(menu, language=menu.language or _HSCRIPT)


def _limits(limits: Limits) -> Limits:
    return Limits(replace(limits.low, spelling=""), replace(limits.high, spelling=""))


def _tags(tags: Tags) -> Tags:
    return tuple(sorted(dict(tags).items()))
