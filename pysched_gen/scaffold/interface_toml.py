"""An `Interface` in, nested `[[parameters]]` out, from which the same one is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.model.interface import (
    Borrowed,
    Choices,
    Computed,
    Entry,
    Field,
    Group,
    Interface,
    Repeat,
    Tags,
    Verbatim,
)
from pysched_gen.model.interface_values import zero_of
from pysched_gen.scaffold.toml_values import inline
from pysched_gen.sources.parameter_keys import (
    BLOCK_STYLES,
    CALLBACK_TAGS,
    FOLDER_STYLES,
    MENU_KINDS,
)
from pysched_gen.sources.source import OVERRIDABLE_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.sources.source import Value

__all__ = ["interface_toml"]

_FLAGS = (
    *("hidden", "hidden_tab", "hide_label", "join_next", "ends_tab_group"),
    *("built_in", "unquoted"),
)
_CONDITIONS = ["disable_when", "hide_when", "no_cook_when", "disable_tab_when", "hide_tab_when"]


def interface_toml(interface: Interface) -> str:
    """Give the TOML text of `interface`: a table an entry, those of a folder inside of its own."""
    return "\n\n".join(_tables(interface, "parameters")) + "\n" if interface else ""


def _tables(entries: Interface, path: str) -> Iterator[str]:
    for entry in entries:
        keys = (f"{key} = {inline(value)}" for key, value in _keys(entry))
        yield "\n".join([f"[[{path}]]", *keys])
        if isinstance(entry, Group | Repeat | Borrowed):
            yield from _tables(entry.entries, f"{path}.parameters")


def _keys(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Yield the keys of one table that say more than their absence would."""
    if isinstance(entry, Verbatim):
        yield from (("type", "verbatim"), ("text", entry.text))
        return
    for key in ("name", "label"):
        yield from _told(entry, key)
    if isinstance(entry, Field):
        yield from _field(entry)
    elif isinstance(entry, Borrowed):
        yield "type", "import"
        for key in ("source", "token", "mask", "enable"):
            yield from _told(entry, key)
    else:
        yield from _container(entry)
    if entry.verbatim:
        yield "verbatim", [_verbatim(one) for one in entry.verbatim]


def _told(entry: Entry, key: str) -> Iterator[tuple[str, Any]]:
    value = getattr(entry, key, None)
    if value is not None:
        yield key, value


def _container(entry: Group | Repeat) -> Iterator[tuple[str, Any]]:
    if isinstance(entry, Group):
        yield "type", "folder"
        yield "style", _key_of(FOLDER_STYLES, entry.kind)
    else:
        yield "type", "multiparm"
        yield "style", _key_of(BLOCK_STYLES, entry.kind)
        yield from _told(entry, "count")
    yield from _shared(entry)
    if entry.group_tags:
        yield "group_tags", dict(entry.group_tags)


def _field(field: Field) -> Iterator[tuple[str, Any]]:
    if field.type is not None or not field.built_in:
        yield "type", field.type or ""
    default = field.default
    if field.size != max(1, len(default or ())):
        yield "size", field.size
    if default is not None:
        yield from _default(default, field.type)
    if field.menu is not None:
        yield from _menu(field.menu)
    if field.range is not None:
        yield from (("min", field.range.low), ("max", field.range.high))
        yield from _set(field.range, ("low_strict", "min_strict"), ("high_strict", "max_strict"))
    yield from _told(field, "help")
    yield from _shared(field)
    yield from _told(field, "export")
    if field.selectors:
        yield "selectors", [list(one) for one in field.selectors]


def _default(default: tuple[Value | Computed, ...], word: str | None) -> Iterator[tuple[str, Any]]:
    values = [zero_of(word) if isinstance(one, Computed) else one for one in default]
    yield "default", values[0] if len(values) == 1 else values
    computed = [
        {"index": index, "text": one.text, "language": one.language}
        for index, one in enumerate(default)
        if isinstance(one, Computed)
    ]
    if computed:
        yield "default_expressions", computed


def _menu(choices: Choices) -> Iterator[tuple[str, Any]]:
    if choices.script is None:
        yield "menu", [list(pair) for pair in choices.pairs]
    else:
        yield "menu_script", choices.script
        yield "menu_language", choices.language
    kind = _key_of(MENU_KINDS, choices.kind)
    if kind != "normal":
        yield "menu_kind", kind
    yield from _set(choices, ("use_token", "menu_use_token"))


def _shared(entry: Field | Group | Repeat) -> Iterator[tuple[str, Any]]:
    for key in _CONDITIONS:
        yield from _told(entry, key)
    yield from _set(entry, *((key, key) for key in _FLAGS))
    yield from _tags(entry.tags)


def _set(value: object, *names: tuple[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield those of the keys whose attributes, named before them, are set."""
    yield from ((key, True) for name, key in names if getattr(value, name, False))


def _tags(tags: Tags) -> Iterator[tuple[str, Any]]:
    left = dict(tags)
    if left.get(OVERRIDABLE_TAG) == "":
        del left[OVERRIDABLE_TAG]
        yield "overridable", True
    for key, tag in CALLBACK_TAGS.items():
        if tag in left:
            yield key, left.pop(tag)
    if left:
        yield "tags", left


def _verbatim(one: Verbatim) -> dict[str, str]:
    return {"text": one.text, "after": one.after} if one.after else {"text": one.text}


def _key_of(table: Mapping[str, Any], value: object) -> str:
    return next(key for key, known in table.items() if known is value)
