"""What every form of a saved node says in the end, and the `Source` it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.formats.scene.member import text_of
from pysched_gen.sources.parameters import parameters_of
from pysched_gen.sources.source import Snippet, Source
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pysched_gen.formats.dialog_script.tree import Script
    from pysched_gen.formats.saved_node import Field, SavedNode
    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.span import Span

__all__ = [
    "Declared",
    "source_of",
    "spare_parameters",
    "values_of",
]


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared for a node: the tree of a dialog script, and its parameters one by one."""

    script: Script
    parameters: tuple[Parameter, ...]


def spare_parameters(node: SavedNode, text: str, display: str) -> Declared:
    """Give what the dialog script `text` of `node` declares, with current values.

    Raises:
        SourceError: `text` is no dialog script.
    """
    origin = Origin(display, node=node.path)
    script = resolved(parse(text, origin))
    return Declared(script, parameters_of(script, origin, values=values_of(node)))


def values_of(node: SavedNode) -> dict[str, tuple[str, ...]]:
    """Give name to texts of every field."""
    return {field.name: field.values for field in node.fields}


def source_of(
    node: SavedNode,
    kind: str,
    display: str,
    declared: Declared,
    *,
    lists_builtin: bool = False,
    identity: Sequence[tuple[str, str, Span]] = (),
) -> Source:
    """Give the source of `node`, found in the file `display`, with what is `declared` for it.

    What is not declared as spare is built in, and any text of it may be that of a callback. Where
    `lists_builtin` says that built-in parameters are declared, too, that goes for all.

    Raises:
        SourceError: such a text is no UTF-8, or too long.
    """
    fields = {field.name: field for field in node.fields}
    spare = {
        parameter.name for parameter in declared.parameters if parameter.spare and not lists_builtin
    }
    own = [field for name, field in fields.items() if name not in spare]
    return Source(
        kind=kind,
        origin=Origin(display, node=node.path),
        name=node.name,
        files=(display,),
        node_type=node.type,
        houdini=node.houdini,
        identity=tuple(identity),
        fields=tuple(_snippets(node, display, own)),
        parameters=tuple(_driven(parameter, fields) for parameter in declared.parameters),
        script=declared.script,
        lists_builtin=lists_builtin,
    )


def _snippets(node: SavedNode, display: str, fields: Sequence[Field]) -> Iterator[Snippet]:
    for field in fields:
        if len(field.values) != 1:
            continue
        parts = ((1, 1, field.line, 1),) if field.line else ()
        origin = Origin(display, node=node.path, parm=field.name, parts=parts)
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
