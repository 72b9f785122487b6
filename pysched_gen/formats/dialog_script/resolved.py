"""A tree as a dialog script spells it in, the same tree as every page and file shows it out.

Houdini takes a default of a menu as a token or as its number, a toggle as on, off or a number, and
a number in many spellings. Here each gets its one spelling, so that a module, a dialog script, a
page and a table that are made of the tree say the same.
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
from pysched_gen.formats.dialog_script.strings import number_text
from pysched_gen.formats.dialog_script.tree import (
    Default,
    Folder,
    Import,
    Item,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Multiparm,
    Parm,
    Script,
    Tag,
)
from pysched_gen.formats.dialog_script.values import VALUE_TYPES, Computed
from pysched_gen.formats.limits import MOST_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.formats.dialog_script.values import Value

__all__ = ["resolved", "text_of", "typed_default"]

_HSCRIPT, _HSCRIPT_WORD = "hscript", "hscript-expr"


def resolved(script: Script) -> Script:
    """Return `script` with one spelling for each value, and without what goes without saying.

    Tags are in order of their keys, sizes and defaults fit each other, and a default that is no
    value of its type is the hscript expression that Houdini takes it for.
    """
    return replace(script, items=tuple(map(_item, script.items)))


def text_of(value: Value) -> str:
    """Return the text by which a dialog script spells `value`."""
    if isinstance(value, bool):
        return str(int(value))
    return number_text(value) if isinstance(value, float) else str(value)


def typed_default(parm: Parm) -> tuple[Value | Computed, ...] | None:
    """Return the default of each component as a value of its type; what is none stays a text."""
    return None if parm.default is None else tuple(_typed(one, parm) for one in parm.default)


def _typed(one: Default, parm: Parm) -> Value | Computed:
    if one.language:
        return Computed(one.text, _HSCRIPT if one.language == _HSCRIPT_WORD else one.language)
    value = value_of(one.text, kind_of(parm.type), parm.menu, parm.type)
    return one.text if value is None else value


def _item(item: Item) -> Item:
    if isinstance(item, Parm):
        return _parm(item)
    if isinstance(item, Folder | Multiparm):
        inner = tuple(map(_item, item.items))
        tags, group_tags = _tags(item.tags), _tags(item.group_tags)
        return replace(item, items=inner, tags=tags, group_tags=group_tags)
    return replace(item, items=tuple(map(_item, item.items))) if isinstance(item, Import) else item


def _parm(parm: Parm) -> Parm:
    kind, menu = kind_of(parm.type), _menu(parm.menu)
    size = 1 if kind in SINGLE else parm.components
    default = parm.default or None
    if kind in VALUE_TYPES and 1 <= size <= MOST_COMPONENTS:
        zero = zero_of(kind, menu, parm.type)
        told = [_default(one, parm, kind, menu) for one in (default or ())[:size]]
        missing = [] if zero is None else [Default(text_of(zero))] * (size - len(told))
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
    if one.language:
        return replace(one, language=_HSCRIPT_WORD) if one.language == _HSCRIPT else one
    value = value_of(one.text, kind, menu, parm.type)
    if value is None:
        return Default(one.text, _HSCRIPT_WORD) if may_be_computed(kind) else one
    return Default(text_of(value))


def _menu(menu: Menu | None) -> Menu | None:
    if menu is None or menu == Menu(menu.kind) == Menu(MenuKind.NORMAL):
        return None
    return replace(menu, language=None) if menu.language == _HSCRIPT else menu


def _limits(limits: Limits) -> Limits:
    low, high = (Limit(number_text(one.value), one.strict) for one in (limits.low, limits.high))
    return Limits(low, high)


def _tags(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    last = {tag.key: tag for tag in tags}
    return tuple(last[key] for key in sorted(last))
