"""The tree of a dialog script in, its text out, laid out as Houdini does.

What a reader did not understand is written as it stood, behind the property that it followed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.dialog.header import header_lines
from pysched_gen.dialog.properties import (
    folder_lines,
    import_lines,
    multiparm_lines,
    parm_lines,
)
from pysched_gen.dialog.tree import Folder, Import, Multiparm, Parm, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.dialog.tree import Header, Item, Script

__all__ = ["INDENT", "write"]

INDENT = "    "


def write(script: Script, *, depth: int = 0) -> str:
    """Give the text of `script`.

    `depth` is the indentation of bare items; Houdini stores those of a node at depth 1. Items of
    an operator stand at depth 1.
    """
    if script.header is None:
        return _text(_items(script.items, depth))
    return _text(_operator(script, script.header))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _operator(script: Script, header: Header) -> Iterator[str]:
    if script.heading:
        yield script.heading
        yield ""
    yield "{"
    yield from header_lines(header)
    yield from _items(script.items, 1)
    yield "}"
    if script.ending:
        yield script.ending


def _items(items: Iterable[Item], depth: int) -> Iterator[str]:
    for item in items:
        if isinstance(item, Unknown):
            yield from _indented([item.text], depth)
        elif isinstance(item, Parm):
            yield from _indented(["parm {"], depth)
            yield from _indented(parm_lines(item), depth + 1)
            yield from _indented(["}"], depth)
        else:
            yield from _container(item, depth)


def _container(item: Folder | Multiparm | Import, depth: int) -> Iterator[str]:
    keyword, lines = _opening(item)
    yield from _indented([f"{keyword} {{"], depth)
    yield from _indented(lines, depth + 1)
    yield ""
    yield from _items(item.items, depth + 1)
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
