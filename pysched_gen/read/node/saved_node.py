"""What every form of a saved node says in the end, and the `Source` it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.read.node.member import text_of
from pysched_gen.read.source import MAX_TEXT, Expression, Parameter, Snippet, Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Field", "SavedNode", "current_values", "houdini_of", "source_of"]

# A node's own version may also be a plain "1" or "2.0", which is no release of Houdini.
_HOUDINI = re.compile(r"[1-9][0-9]\.\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter tuple of a node: a text a component, and the expressions that drive some."""

    name: str
    values: tuple[str, ...]
    expressions: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedNode:
    """One node.

    Attributes:
        path: such as "/tasks/topnet1/pythonscheduler1".
        type: operator type.
        houdini: version it was saved with, or "".
        fields: every parameter that the form holds, in order.
    """

    path: str
    type: str
    houdini: str
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Give the last part of the path."""
        return self.path.rpartition("/")[2]


def houdini_of(*versions: str) -> str:
    """Give the first of `versions` that is one of Houdini, "" where none is."""
    return next((version for version in versions if _HOUDINI.match(version)), "")


def current_values(node: SavedNode) -> dict[str, tuple[str, ...]]:
    """Give name to values of every field."""
    return {field.name: field.values for field in node.fields}


def source_of(node: SavedNode, kind: str, display: str, parameters: Sequence[Parameter]) -> Source:
    """Give the source of `node`, found in the file `display`, with these declared `parameters`.

    What is not declared as spare is built in, and any text of it may be that of a callback.

    Raises:
        SourceError: such a text is no UTF-8, or too long.
    """
    fields = {field.name: field for field in node.fields}
    spare = {parameter.name for parameter in parameters if parameter.spare}
    own = [field for name, field in fields.items() if name not in spare]
    return Source(
        kind=kind,
        origin=Origin(display, node=node.path),
        name=node.name,
        files=(display,),
        node_type=node.type,
        houdini=node.houdini,
        fields=tuple(_snippets(node, display, own)),
        parameters=tuple(_driven(parameter, fields) for parameter in parameters),
    )


def _snippets(node: SavedNode, display: str, fields: Sequence[Field]) -> Iterator[Snippet]:
    for field in fields:
        if len(field.values) != 1:
            continue
        origin = Origin(display, node=node.path, parm=field.name)
        text = field.values[0]
        size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))
        if size > MAX_TEXT:
            message = f"{size:,} bytes are too many for a field of a node (at most {MAX_TEXT:,})"
            raise SourceError(origin.span(), message)
        language = field.expressions[0].language if field.expressions else ""
        yield Snippet(field.name, text_of(text, origin), origin, language)


def _driven(parameter: Parameter, fields: Mapping[str, Field]) -> Parameter:
    field = fields.get(parameter.name)
    return replace(parameter, expressions=field.expressions) if field else parameter
