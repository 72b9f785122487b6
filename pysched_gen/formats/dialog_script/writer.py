"""The tree of a dialog script in, its text out, laid out as Houdini does.

What a reader did not understand is written as it stood, behind the property that it followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.properties import (
    folder_lines,
    import_lines,
    multiparm_lines,
    parm_lines,
)
from pysched_gen.formats.dialog_script.strings import quote, word
from pysched_gen.formats.dialog_script.tree import (
    BindHandle,
    Folder,
    Help,
    Import,
    Multiparm,
    Parm,
    SlotLabel,
    Tag,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Header, HeaderProperty, Item, Script

__all__ = ["INDENT", "header_lines", "write"]

INDENT = "    "


def write(script: Script, *, depth: int = 0, align_menus: bool = True) -> str:
    """Give the text of `script`.

    `depth` is the indentation of bare items; Houdini stores those of a node at depth 1. Items of
    an operator stand at depth 1. `align_menus` puts the labels of a menu below each other.
    """
    writer = _Writer(align_menus=align_menus)
    if script.header is None:
        lines = writer.items(script.items, depth)
    else:
        lines = writer.operator(script, script.header)
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Writer:
    align_menus: bool

    def operator(self, script: Script, header: Header) -> Iterator[str]:
        if script.heading:
            yield script.heading
            yield ""
        yield "{"
        yield from header_lines(header)
        yield from self.items(script.items, 1)
        yield "}"
        if script.ending:
            yield script.ending

    def items(self, items: Iterable[Item], depth: int) -> Iterator[str]:
        for item in items:
            if isinstance(item, Unknown):
                yield from _indented([item.text], depth)
            elif isinstance(item, Parm):
                yield from _indented(["parm {"], depth)
                yield from _indented(parm_lines(item, align_menus=self.align_menus), depth + 1)
                yield from _indented(["}"], depth)
            else:
                yield from self.container(item, depth)

    def container(self, item: Folder | Multiparm | Import, depth: int) -> Iterator[str]:
        keyword, lines = _opening(item)
        yield from _indented([f"{keyword} {{"], depth)
        yield from _indented(lines, depth + 1)
        yield ""
        yield from self.items(item.items, depth + 1)
        yield from _indented(["}"], depth)
        yield ""


def _opening(item: Folder | Multiparm | Import) -> tuple[str, Iterable[str]]:
    if isinstance(item, Folder):
        return item.kind.value, folder_lines(item)
    if isinstance(item, Multiparm):
        return item.kind.value, multiparm_lines(item)
    return "import", import_lines(item)


def _indented(lines: Iterable[str], depth: int) -> Iterator[str]:
    for line in lines:
        yield f"{INDENT * depth}{line}" if line else ""


def header_lines(header: Header) -> Iterator[str]:
    """Give the lines of an operator before its items, indented, with blank lines between."""
    for keyword, text in (("name", header.name), ("script", header.script)):
        if text is not None:
            yield f"    {keyword}\t{word(text)}"
    if header.label is not None:
        yield f"    label\t{word(header.label)}"
    yield ""
    previous: HeaderProperty | None = None
    for one in header.properties:
        if isinstance(previous, Help) and not isinstance(one, BindHandle):
            yield ""
        yield from _header_property(one)
        previous = one
    if previous is not None:
        yield ""


def _header_property(one: HeaderProperty) -> Iterator[str]:
    if isinstance(one, Unknown):
        yield f"    {one.text}"
    elif isinstance(one, Tag):
        yield f"    parmtag {{ {word(one.key)} {word(one.value)} }}"
    elif isinstance(one, SlotLabel):
        yield f"    {one.keyword}\t{word(one.index)}\t{word(one.text)}"
    elif isinstance(one, BindHandle):
        yield f"    bindhandle {_handle(one)}"
    else:
        yield "    help {"
        for line in one.lines:
            yield f"\t{quote(line)}"
        yield "    }"


def _handle(handle: BindHandle) -> str:
    parameter, kind, label, *rest = handle.arguments
    return " ".join([word(parameter), word(kind), quote(label), *(word(one) for one in rest)])
