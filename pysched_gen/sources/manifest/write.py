"""The tree of an interface in, `[[parameters]]` of TOML out, from which the same one is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.kinds import kind_of, zero_of
from pysched_gen.formats.dialog_script.tree import Folder, Import, Multiparm, Parm, Unknown
from pysched_gen.formats.dialog_script.values import Computed
from pysched_gen.formats.toml_text import inline
from pysched_gen.sources.manifest.keys import (
    BLOCK_STYLES,
    CALLBACK_TAGS,
    FOLDER_STYLES,
    MENU_KINDS,
    PLAIN_KEYS,
)
from pysched_gen.sources.parameters import OVERRIDABLE_TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pysched_gen.formats.dialog_script.tree import Item, Menu, Tags

__all__ = ["parameters_toml"]

_ORDINAL = "ordinal"
_FLAGS = (
    *("hidden", "hidden_tab", "hide_label", "join_next", "ends_tab_group"),
    *("built_in", "unquoted"),
)
_CONDITIONS = ("disable_when", "hide_when", "no_cook_when", "disable_tab_when", "hide_tab_when")


def parameters_toml(items: Iterable[Item]) -> str:
    """Return the TOML text of `items`, the resolved tree of an interface, "" where it is empty.

    An entry is a table; the entries of a folder or multiparm are nested tables of it.
    """
    text = "\n\n".join(_tables(items, "parameters"))
    return f"{text}\n" if text else ""


def _tables(items: Iterable[Item], path: str) -> Iterator[str]:
    for item in items:
        keys = (f"{key} = {inline(value)}" for key, value in _keys(item))
        yield "\n".join([f"[[{path}]]", *keys])
        if isinstance(item, Folder | Multiparm | Import):
            yield from _tables(item.items, f"{path}.parameters")


def _keys(item: Item) -> Iterator[tuple[str, Any]]:
    """Yield the keys of one table that say more than their absence would."""
    if isinstance(item, Unknown):
        yield from (("type", "verbatim"), ("text", item.text))
        return
    yield from _told(item, "name", "label")
    if isinstance(item, Parm):
        yield from _parm(item)
    elif isinstance(item, Import):
        yield "type", "import"
        yield from _told(item, "source", "token", "mask", "enable")
    else:
        yield from _container(item)
    if item.unknown:
        yield "verbatim", [_verbatim(one) for one in item.unknown]


def _told(item: Item, *keys: str) -> Iterator[tuple[str, Any]]:
    """Yield those of `keys` whose fields of the tree are there."""
    for key in keys:
        value = getattr(item, PLAIN_KEYS[_kind(item)].get(key, key), None)
        if value is not None and (value or key != "name"):
            yield key, value


def _kind(item: Item) -> str:
    if isinstance(item, Parm):
        return "field"
    if isinstance(item, Import):
        return "import"
    return "folder" if isinstance(item, Folder) else "multiparm"


def _container(item: Folder | Multiparm) -> Iterator[tuple[str, Any]]:
    if isinstance(item, Folder):
        yield "type", "folder"
        yield "style", _key_of(FOLDER_STYLES, item.kind)
    else:
        yield "type", "multiparm"
        yield "style", _key_of(BLOCK_STYLES, item.kind)
        yield from _told(item, "count")
    yield from _shared(item)
    if item.group_tags:
        yield "group_tags", dict(item.group_tags)


def _parm(parm: Parm) -> Iterator[tuple[str, Any]]:
    if parm.type is not None or not parm.base:
        yield "type", "menu" if parm.type == _ORDINAL else parm.type or ""
    default = parm.default
    if parm.components != max(1, len(default or ())):
        yield "size", parm.components
    if default is not None:
        yield from _default(default, parm)
    if parm.menu is not None:
        yield from _menu(parm.menu)
    elif parm.type == _ORDINAL:
        yield "menu", []
    if parm.range is not None:
        low, high = parm.range.low, parm.range.high
        yield from (("min", low.value), ("max", high.value))
        yield from (("min_strict", True),) if low.strict else ()
        yield from (("max_strict", True),) if high.strict else ()
    yield from _told(parm, "help")
    yield from _shared(parm)
    yield from _told(parm, "export")
    if parm.selectors:
        yield "selectors", [list(one.arguments) for one in parm.selectors]


def _default(default: tuple[Any, ...], parm: Parm) -> Iterator[tuple[str, Any]]:
    zero = zero_of(kind_of(parm.type), parm.menu, parm.type)
    values = [("" if zero is None else zero) if isinstance(o, Computed) else o for o in default]
    yield "default", values[0] if len(values) == 1 else values
    computed = [
        {"index": index, "text": one.text, "language": one.language}
        for index, one in enumerate(default)
        if isinstance(one, Computed)
    ]
    if computed:
        yield "default_expressions", computed


def _menu(menu: Menu) -> Iterator[tuple[str, Any]]:
    if menu.script is not None:
        yield "menu_script", menu.script
        yield "menu_language", menu.language or "hscript"
    else:
        yield "menu", [list(pair) for pair in menu.pairs]
    kind = _key_of(MENU_KINDS, menu.kind)
    if kind != "normal":
        yield "menu_kind", kind
    if menu.use_token_value:
        yield "menu_use_token", True


def _shared(item: Parm | Folder | Multiparm) -> Iterator[tuple[str, Any]]:
    yield from _told(item, *_CONDITIONS)
    names = PLAIN_KEYS[_kind(item)]
    yield from ((key, True) for key in _FLAGS if key in names and getattr(item, names[key]))
    yield from _tags(item.tags)


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


def _verbatim(one: Unknown) -> dict[str, str]:
    return {"text": one.text, "after": one.after} if one.after else {"text": one.text}


def _key_of(table: Mapping[str, Any], value: object) -> str:
    return next(key for key, known in table.items() if known is value)
