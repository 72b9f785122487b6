"""A file that holds nodes in, all that they hold out as texts, of whatever form it is.

To scenes and libraries, which `formats` opens, it adds dumps and texts that recreate nodes.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats import open as open_file
from pysched_gen.formats.dialog_script.reader import parse
from pysched_gen.formats.dialog_script.writer import write
from pysched_gen.formats.node_text import Part, field_texts, parts_of
from pysched_gen.formats.opening import is_container
from pysched_gen.formats.saved_node import Expression, Field
from pysched_gen.formats.scripts.as_code import is_as_code, is_from_as_code, parse_as_code
from pysched_gen.formats.scripts.code_values import spelt
from pysched_gen.formats.scripts.opscript import is_from_opscript, is_opscript, parse_opscript
from pysched_gen.formats.texts import read_bytes
from pysched_gen.sources import MAX_FILE
from pysched_gen.sources.node_dump import FORMAT, dumped_nodes, interface_of, is_dump
from pysched_gen.sources.python_module.saved_python import is_saved_python
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pysched_gen.formats.saved_node import SavedNode
    from pysched_gen.sources.dump_script import Facts

__all__ = ["is_from_houdini", "parts_at"]

_HEAD = 64 << 10


def is_from_houdini(path: Path) -> bool:
    """Tell whether the file is a dump, or a text of nodes as Houdini writes it, by its beginning.

    Texts that people write may create nodes too, and hold much besides.
    """
    head = _head_of(path)
    dump = is_dump(head) and FORMAT.encode() in head
    return dump or is_from_opscript(head) or is_from_as_code(head)


def parts_at(
    path: Path, display: str, node: str = "*", type: str = "*"  # noqa: A002 - as `parts_of`
) -> Iterator[Part]:
    """Yield the nodes, takes and assets of the file `path` whose path and type match.

    Raises:
        NothingToReadError: it is no file that holds nodes.
        SourceError, ConfigError: it is damaged.
    """
    head = b"" if is_container(path) else _head_of(path)
    if not (is_dump(head) or _holds_text(head)):
        with open_file(path, display) as file:
            yield from parts_of(file, node, type)
        return
    data = read_bytes(path, display, MAX_FILE)
    for part in _dumped(data, display) if is_dump(head) else _scripted(data, display, head):
        if fnmatchcase(part.name, node) and fnmatchcase(part.kind, type):
            yield part


def _head_of(path: Path) -> bytes:
    try:
        if not path.is_file():  # to open a pipe would wait for who writes into it
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:  # whoever reads it says why
        return b""


def _holds_text(head: bytes) -> bool:
    return not is_saved_python(head) and (is_opscript(head) or is_as_code(head))


def _scripted(data: bytes, display: str, head: bytes) -> Iterator[Part]:
    if is_opscript(head):
        for one in parse_opscript(data, display):
            yield _part(one.node, _laid_out(one.spare_script, display))
    else:
        for coded in parse_as_code(data, display):
            yield _part(coded.node, write(coded.interface))


def _laid_out(script: str, display: str) -> str:
    """Return the dialog script, which hscript has on one line, as a scene has it."""
    try:
        return write(parse(script, Origin(display)))
    except SourceError:
        return script


def _part(node: SavedNode, script: str) -> Part:
    return Part(node.path, node.type, field_texts(node.fields, script))


def _dumped(data: bytes, display: str) -> Iterator[Part]:
    for node in dumped_nodes(display, data):
        fields = [*_callbacks(node["callbacks"]), *_parameters(node)]
        script = interface_of(node)
        yield Part(
            node["path"],
            node["type"],
            field_texts(fields, "" if script is None else write(script)),
        )


def _callbacks(callbacks: Iterable[Facts]) -> Iterator[Field]:
    """Yield the code of each; of one that an expression drives the expression, too."""
    for one in callbacks:
        yield Field(one["parm"], (one["text"] or "",))
        if "expression" in one:
            driven = one["expression"]
            yield Field(one["parm"], ("",), (Expression(0, driven["text"], driven["language"]),))


def _parameters(node: Facts) -> Iterator[Field]:
    callbacks = {one["parm"] for one in node["callbacks"]}
    for facts in node["parameters"]:
        if facts["name"] not in callbacks:
            expressions = (
                Expression(int(one["index"]), one["text"], one["language"])
                for one in facts.get("expressions", ())
            )
            yield Field(facts["name"], tuple(_stored(facts)), tuple(expressions))


def _stored(facts: Facts) -> Iterator[str]:
    """Yield what a scene would keep of the values of a dumped parameter."""
    for value in facts.get("values", ()):
        if facts["type"] == "Toggle" and value is not None:
            yield "on" if value else "off"
        else:
            whole = isinstance(value, float) and value.is_integer()
            yield spelt(int(value) if whole else value)
