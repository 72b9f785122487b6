"""Labels and help of an interface in, a page in the markup of Houdini's help out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import Folder, Multiparm, Parm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Item, Items

__all__ = ["help_page"]

# What the markup would take for its own: links, emphasis, code, headings, lists, definitions.
_MARKUP = re.compile(r"([\\`*_\[\]{}<>#:=@|])")


def help_page(label: str, name: str, items: Items) -> str:
    """Give the help of the node type `name`; parameters without help are listed too."""
    lines = [f"= {_plain(label)} =", "", "#type: node", "#context: top", f"#internal: {name}", ""]
    lines += [f'"""PDG scheduler {_plain(name)}."""', "", "@parameters", ""]
    return "\n".join([*lines, *_entries(items, "")]).rstrip() + "\n"


def _entries(entries: Iterable[Item], indent: str) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Folder):
            lines = list(_entries(entry.items, indent))
            if entry.label and lines:
                yield f"{indent}== {_plain(entry.label)} =="
                yield ""
            yield from lines
        elif isinstance(entry, Multiparm):
            yield from _definition(entry.label or entry.name, entry.name, "", indent)
            yield from _entries(entry.items, indent + "    ")
        elif isinstance(entry, Parm) and _has_help(entry):
            yield from _definition(entry.label or entry.name, entry.name, entry.help or "", indent)


def _has_help(field: Parm) -> bool:
    return field.type not in {None, "separator", "label"} and not field.invisible


def _definition(label: str, name: str, text: str, indent: str) -> Iterator[str]:
    yield f"{indent}{_plain(label)}:"
    yield f"{indent}    #id: {name}"
    yield ""
    for line in text.splitlines():
        yield f"{indent}    {_plain(line)}".rstrip()
    if text:
        yield ""


def _plain(text: str) -> str:
    """Give one line of `text` in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
