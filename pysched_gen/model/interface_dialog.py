"""Dialog script tree in, `Interface` out, and back.

Nothing is lost but the spelling: of numbers, of on and off, the order of tags, and a size that says
what is so without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script.resolved import text_of, typed_default
from pysched_gen.formats.dialog_script.strings import number_text
from pysched_gen.formats.dialog_script.tree import (
    BindSelector,
    Default,
    Folder,
    Import,
    Item,
    Limit,
    Limits,
    Menu,
    Multiparm,
    Parm,
    Script,
    Tag,
    Unknown,
)
from pysched_gen.formats.limits import MOST_COMPONENTS
from pysched_gen.model.interface import (
    MENU,
    Borrowed,
    Choices,
    Computed,
    Entry,
    Field,
    Group,
    Interface,
    Range,
    Repeat,
    Tags,
    Verbatim,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pysched_gen.formats.dialog_script.tree import Place
    from pysched_gen.sources.source import Value
    from pysched_gen.span import Origin

__all__ = ["interface_of", "script_of"]

_ORDINAL = "ordinal"
_HSCRIPT, _HSCRIPT_WORD = "hscript", "hscript-expr"
_NOT_OF_FIELDS = frozenset({MENU, "folder", "multiparm", "import", "verbatim"})


def _same(names: str, **renamed: str) -> Mapping[str, str]:
    """Give field of a dialog tree to field of an interface."""
    return {**{name: name for name in names.split()}, **renamed}


# Fields that both trees have alike; all others are converted.
_FIELD = _same(
    "label help disable_when hide_when no_cook_when join_next export unquoted",
    invisible="hidden",
    no_label="hide_label",
    base="built_in",
)
_GROUP = _same(
    "kind label disable_when hide_when disable_tab_when hide_tab_when",
    invisible="hidden",
    invisible_tab="hidden_tab",
    tab_break="ends_tab_group",
    base="built_in",
)
_REPEAT = {**_GROUP, "default": "count"}
_BORROWED = _same("name label source token mask enable")


def interface_of(script: Script, origin: Origin) -> Interface:
    """Give what `script`, which was read from `origin`, says; its header is no part of it.

    Raises:
        SourceError: an entry has no name, or a parameter a type or a size that no Houdini has.
    """
    return _Reader(origin).entries(script.items)


def script_of(interface: Interface) -> Script:
    """Give the dialog script of `interface`, as bare items."""
    return Script(_items(interface))


class _Reader:
    def __init__(self, origin: Origin) -> None:
        self._origin = origin

    def entries(self, items: Iterable[Item]) -> Interface:
        return tuple(self.entry(item) for item in items)

    def entry(self, item: Item) -> Entry:
        if isinstance(item, Unknown):
            return Verbatim(item.text, item.after)
        shared: dict[str, Any] = {"verbatim": tuple(_verbatim(item.unknown))}
        if isinstance(item, Parm):
            return self.field(item, {**shared, **_taken(item, _FIELD)})
        shared["entries"] = self.entries(item.items)
        if isinstance(item, Import):
            return Borrowed(**shared, **_taken(item, _BORROWED))
        shared |= {"tags": _pairs(item.tags), "group_tags": _pairs(item.group_tags)}
        shared["name"] = self.name(item.name, item.place)
        if isinstance(item, Folder):
            return Group(**shared, **_taken(item, _GROUP))
        return Repeat(**shared, **_taken(item, _REPEAT))

    def field(self, parm: Parm, shared: Mapping[str, Any]) -> Field:
        return Field(
            name=self.name(parm.name, parm.place),
            type=self.type(parm),
            size=self.size(parm),
            default=typed_default(parm),
            menu=None if parm.menu is None else _choices(parm.menu),
            range=None if parm.range is None else _range(parm.range),
            tags=_pairs(parm.tags),
            selectors=tuple(one.arguments for one in parm.selectors),
            **shared,
        )

    def name(self, name: str | None, place: Place) -> str:
        if not name:
            raise self.error(place, 'an entry of the interface has no name; add name "..."')
        return name

    def size(self, parm: Parm) -> int:
        size = parm.components
        if not 1 <= size <= MOST_COMPONENTS:
            message = f"a parm has {size} components; give it from 1 to {MOST_COMPONENTS}"
            raise self.error(parm.place, message)
        return size

    def type(self, parm: Parm) -> str | None:
        if parm.type in _NOT_OF_FIELDS:
            message = f"{parm.type} is no type of a parm; Houdini's menus are of type {_ORDINAL}"
            raise self.error(parm.place, message)
        return MENU if parm.type == _ORDINAL else parm.type

    def error(self, place: Place, message: str) -> SourceError:
        return SourceError(self._origin.span(place.line, place.column), message)


def _taken(item: Item, names: Mapping[str, str]) -> dict[str, Any]:
    return {mine: getattr(item, theirs) for theirs, mine in names.items()}


def _verbatim(unknown: Iterable[Unknown]) -> Iterable[Verbatim]:
    return (Verbatim(one.text, one.after) for one in unknown)


def _pairs(tags: Iterable[Tag]) -> Tags:
    return tuple(sorted({tag.key: tag.value for tag in tags}.items()))


def _choices(menu: Menu) -> Choices:
    if not menu.script:
        return Choices(menu.kind, menu.pairs, use_token=menu.use_token_value)
    language = menu.language or _HSCRIPT
    return Choices(menu.kind, (), "\n".join(menu.script), language, menu.use_token_value)


def _range(limits: Limits) -> Range:
    low, high = limits.low, limits.high
    return Range(low.value, high.value, low.strict, high.strict)


def _items(interface: Interface) -> tuple[Item, ...]:
    return tuple(_item(entry) for entry in interface)


def _item(entry: Entry) -> Item:
    if isinstance(entry, Verbatim):
        return Unknown(entry.text, entry.after)
    shared: dict[str, Any] = {
        "unknown": tuple(Unknown(one.text, one.after) for one in entry.verbatim)
    }
    if isinstance(entry, Field):
        return _parm(entry, {**shared, **_given(entry, _FIELD)})
    shared["items"] = _items(entry.entries)
    if isinstance(entry, Borrowed):
        return Import(**shared, **_given(entry, _BORROWED))
    shared |= {"name": entry.name, "tags": _tags(entry.tags)}
    shared["group_tags"] = _tags(entry.group_tags)
    if isinstance(entry, Group):
        return Folder(**shared, **_given(entry, _GROUP))
    return Multiparm(**shared, **_given(entry, _REPEAT))


def _parm(field: Field, shared: Mapping[str, Any]) -> Parm:
    default = field.default
    plain = field.size == max(1, len(default or ())) == 1
    return Parm(
        name=field.name,
        type=_ORDINAL if field.type == MENU else field.type,
        size=None if plain else field.size,
        default=None if default is None else tuple(_default(one) for one in default),
        menu=None if field.menu is None else _menu(field.menu),
        range=None if field.range is None else _limits(field.range),
        tags=_tags(field.tags),
        selectors=tuple(BindSelector(one) for one in field.selectors),
        **shared,
    )


def _given(entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    return {theirs: getattr(entry, mine) for theirs, mine in names.items()}


def _tags(tags: Tags) -> tuple[Tag, ...]:
    return tuple(Tag(key, value) for key, value in tags)


def _default(value: Value | Computed) -> Default:
    if not isinstance(value, Computed):
        return Default(text_of(value))
    return Default(value.text, _HSCRIPT_WORD if value.language == _HSCRIPT else value.language)


def _menu(choices: Choices) -> Menu:
    if choices.script is None:
        return Menu(choices.kind, choices.pairs, use_token_value=choices.use_token)
    language = None if choices.language == _HSCRIPT else choices.language
    lines = tuple(choices.script.split("\n"))
    return Menu(choices.kind, (), lines, language, choices.use_token)


def _limits(limits: Range) -> Limits:
    return Limits(
        Limit(number_text(limits.low), limits.low_strict),
        Limit(number_text(limits.high), limits.high_strict),
    )
