"""What an operator says before its items in, the lines of it out, as Houdini lays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.strings import quote, word
from pysched_gen.formats.dialog_script.tree import BindHandle, Help, SlotLabel, Tag, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.dialog_script.tree import Header, HeaderProperty

__all__ = ["header_lines"]


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
