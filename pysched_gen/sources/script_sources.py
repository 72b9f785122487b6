"""Texts that recreate nodes or hold a scheduler's class in, the schedulers they hold out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.scripts.as_code import is_as_code
from pysched_gen.formats.scripts.opscript import is_opscript
from pysched_gen.sources.node_scripts import (
    as_code_nodes,
    opscript_nodes,
    read_as_code,
    read_opscript,
)
from pysched_gen.sources.nothing import what_is_no_source
from pysched_gen.sources.python_module.python_package import read_python_file
from pysched_gen.sources.python_module.saved_python import (
    is_saved_python,
    may_be_python,
    read_saved_python,
)
from pysched_gen.sources.scene_sources import nothing_found

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pysched_gen.formats import NodeType
    from pysched_gen.sources.selection import Choice
    from pysched_gen.sources.source import Source

__all__ = ["is_text_of_nodes", "nodes_of_text", "read_saved_text"]

_HEAD = 64 << 10


class _Form(NamedTuple):
    """A text of nodes: how it is told, read and listed."""

    begins: Callable[[bytes], bool]
    read: Callable[[bytes, str, Callable[[NodeType], bool]], list[Source]]
    nodes: Callable[[bytes, str], list[NodeType]]


_FORMS = (
    _Form(is_opscript, read_opscript, opscript_nodes),
    _Form(is_as_code, read_as_code, as_code_nodes),
)


def _form(data: bytes) -> _Form | None:
    head = data[:_HEAD]
    return next((form for form in _FORMS if form.begins(head)), None)


def is_text_of_nodes(data: bytes) -> bool:
    """Return whether `data` is a text that recreates nodes, or a module, which holds none."""
    return _form(data) is not None or may_be_python(data[:_HEAD])


def nodes_of_text(data: bytes, display: str) -> list[NodeType]:
    """Give path and type of every node that the text `data` creates; raises SourceError."""
    form = _form(data)
    return form.nodes(data, display) if form else []


def read_saved_text(
    display: str, data: bytes, choice: Choice, path: Path | None = None
) -> list[Source]:
    """Give the schedulers in the text `data` that `choice` takes.

    `path` is the file that has it; a module is read with what stands around it there.

    Raises:
        NothingToReadError: it holds none, is a pointer of Git LFS, or is of no format known here.
        SourceError: it breaks the rules of its format.
    """
    head = data[:_HEAD]
    form = None if is_saved_python(head) else _form(data)
    if form is None and may_be_python(head):
        if str(choice):
            raise nothing_found(display, choice, [])
        return [read_python_file(path, display, data) if path else read_saved_python(data, display)]
    if form is None:
        raise what_is_no_source(display, data)
    sources = form.read(data, display, choice.takes)
    if not sources:
        others = [node for node in form.nodes(data, display) if choice.concerns(node)]
        raise nothing_found(display, choice, others)
    return sources
