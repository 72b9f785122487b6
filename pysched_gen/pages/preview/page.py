"""An interface in, one HTML page out that needs no other file and no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.tree import Computed, Folder, Import, Multiparm, Parm
from pysched_gen.html_page import page_of
from pysched_gen.signed_file import signed
from pysched_gen.sources.parameters import is_overridable
from pysched_gen.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Default, Item, Items

__all__ = ["preview_html"]

Facts = dict[str, Any]

# Components of the types that say so themselves; the others have the size of the entry.
_SIZES = {
    **dict.fromkeys(("vector2", "intvector2", "float_minmax", "int_minmax"), 2),
    **dict.fromkeys(("vector", "intvector", "direction", "color", "uv", "uvw"), 3),
    **dict.fromkeys(("vector4", "intvector4", "color4"), 4),
}


def preview_html(items: Items, title: str, subtitle: str, category: str) -> str:
    """Give the page; every text of `items` is text in it.

    What is shown shows its controls as escapes; names, values and conditions stay as they are.
    `category` is where its overridable parameters appear in the Scheduler Properties of nodes.
    """
    data = {
        "title": visible(title),
        "subtitle": visible(subtitle),
        "category": visible(category),
        "entries": list(_entries(items)),
    }
    return signed(page_of("preview/preview.html", data))


def _entries(entries: Iterable[Item]) -> Iterator[Facts]:
    """Yield what the page's script reads; a built-in entry without a type gives only a place."""
    for entry in entries:
        if isinstance(entry, Parm):
            if entry.type is not None:
                yield _field(entry)
        elif isinstance(entry, Folder):
            yield _group(entry)
        elif isinstance(entry, Multiparm):
            yield _repeat(entry)
        elif isinstance(entry, Import):
            yield {
                "kind": "note",
                "text": visible(f"parameters of {entry.source or 'another script'}"),
            }
            yield from _entries(entry.items)
        elif entry.text.strip():
            yield {"kind": "note", "text": visible(entry.text.strip())}


def _field(entry: Parm) -> Facts:
    facts: Facts = {
        "kind": "field",
        "name": entry.name,
        "label": _shown(entry.label),
        "type": "menu" if entry.type == "ordinal" else entry.type,
        "size": max(entry.components, _SIZES.get(entry.type or "", 1)),
        "default": [_value(value) for value in entry.default or ()],
        "help": _shown(entry.help),
        "hideLabel": entry.no_label,
        "joinNext": entry.join_next,
        "builtIn": entry.base,
        "overridable": is_overridable(entry),
        **_common(entry),
    }
    if entry.menu is not None:
        facts["menu"] = {
            "look": entry.menu.kind.value,
            "pairs": [[token, visible(label)] for token, label in entry.menu.pairs],
            "script": entry.menu.script,
            "language": entry.menu.language,
        }
    if entry.range is not None:
        limits = entry.range
        facts["range"] = {
            "low": limits.low.value,
            "high": limits.high.value,
            "lowStrict": limits.low.strict,
            "highStrict": limits.high.strict,
        }
    return facts


def _shown(text: str | None) -> str | None:
    return None if text is None else visible(text)


def _value(value: Default) -> object:
    if isinstance(value, Computed):
        return {"text": value.text, "language": value.language}
    return value


def _group(entry: Folder) -> Facts:
    return {
        "kind": "folder",
        "look": entry.kind.value,
        "name": entry.name,
        "label": _shown(entry.label),
        "hiddenTab": entry.invisible_tab,
        "hideTabWhen": entry.hide_tab_when,
        "disableTabWhen": entry.disable_tab_when,
        "endsTabGroup": entry.tab_break,
        "groupTags": [list(pair) for pair in entry.group_tags],
        "entries": list(_entries(entry.items)),
        **_common(entry),
    }


def _repeat(entry: Multiparm) -> Facts:
    return {
        "kind": "repeat",
        "look": entry.kind.value,
        "name": entry.name,
        "label": _shown(entry.label),
        "count": entry.default or 0,
        "first": entry.first,
        "overridable": is_overridable(entry),
        "entries": list(_entries(entry.items)),
        **_common(entry),
    }


def _common(entry: Parm | Folder | Multiparm) -> Facts:
    return {
        "disableWhen": entry.disable_when,
        "hideWhen": entry.hide_when,
        "hidden": entry.invisible,
        "tags": [list(pair) for pair in entry.tags],
    }
