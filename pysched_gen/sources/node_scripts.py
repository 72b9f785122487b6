"""The text of a dump in, a `Source` for each node that is wanted out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.formats.saved_node import Field, SavedNode
from pysched_gen.formats.scene.nodes import NodeType
from pysched_gen.formats.scripts.as_code import parse_as_code
from pysched_gen.formats.scripts.opscript import parse_opscript
from pysched_gen.sources.node.saved_node import Declared, source_of, spare_parameters, values_of
from pysched_gen.sources.parameters import parameters_of
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pysched_gen.formats.scripts.coded_scene import CodedNode
    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.sources.source import Source

__all__ = ["as_code_nodes", "opscript_nodes", "read_as_code", "read_opscript"]


def opscript_nodes(data: bytes, display: str) -> list[NodeType]:
    """Give path and type of every node that an hscript dump creates; raises SourceError."""
    return [NodeType(one.node.path, one.node.type) for one in parse_opscript(data, display)]


def as_code_nodes(data: bytes, display: str) -> list[NodeType]:
    """Give path and type of every node that a text of asCode creates; raises SourceError."""
    return [NodeType(one.node.path, one.node.type) for one in parse_as_code(data, display)]


def read_opscript(data: bytes, display: str, wanted: Callable[[NodeType], bool]) -> list[Source]:
    """Give a source for each node that `wanted` accepts of the hscript dump `data`.

    Raises:
        SourceError: the dump breaks its rules, at the line where.
    """
    return [
        source_of(
            one.node, "opscript", display, spare_parameters(one.node, one.spare_script, display)
        )
        for one in parse_opscript(data, display, wanted)
    ]


def read_as_code(data: bytes, display: str, wanted: Callable[[NodeType], bool]) -> list[Source]:
    """Give a source for each node that `wanted` accepts of the Python text `data`.

    Raises:
        SourceError: it is no Python, at the line where.
    """
    return [
        _coded_source(one, display)
        for one in parse_as_code(data, display)
        if wanted(NodeType(one.node.path, one.node.type))
    ]


def _coded_source(one: CodedNode, display: str) -> Source:
    """Give the source of a node whose interface, where told, lists built-in parameters, too."""
    origin = Origin(display, node=one.node.path)
    parameters = parameters_of(one.interface, origin, values=values_of(one.node))
    node = _with_defaults(one.node, parameters)
    declared = Declared(one.interface, parameters)
    return source_of(node, "as-code", display, declared, lists_builtin=True)


def _with_defaults(node: SavedNode, parameters: Sequence[Parameter]) -> SavedNode:
    """Add what a brief text leaves out: a field that is not set has the default it declares."""
    told = values_of(node)
    left_out = tuple(
        Field(parameter.name, tuple(map(str, parameter.default)), parameter.default_expressions)
        for parameter in parameters
        if parameter.type == "string" and parameter.name not in told
    )
    return SavedNode(node.path, node.type, node.houdini, (*node.fields, *left_out))
