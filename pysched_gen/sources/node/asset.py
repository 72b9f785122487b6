"""An asset of a library in, the `Source` of the scheduler it is out.

Houdini has two kinds (Houdini 19.0 help, "Custom schedulers", and public assets): one made from a
Python Scheduler node keeps the callbacks as defaults of its parameters; one that fronts a
registered scheduler names it as `subtype` and has the interface only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.saved_node import Field, SavedNode
from pysched_gen.formats.scene.member import decode_script
from pysched_gen.sources.node.saved_node import Declared, source_of
from pysched_gen.sources.parameters import foreign_in, parameters_of
from pysched_gen.sources.selection import PYTHON_SCHEDULER
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.formats.dialog_script import Script
    from pysched_gen.formats.hda.asset import Asset
    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.sources.source import Source
    from pysched_gen.span import Span

__all__ = ["KIND", "Fronted", "fronted_type", "read_asset"]

KIND = "asset"

_INTERFACE = "DialogScript"


class Fronted(NamedTuple):
    """The name of a registered type, and the interface that an asset gives it."""

    name: str
    script: Script


def fronted_type(asset: Asset, display: str) -> Fronted | None:
    """Give what `asset`, in the library shown as `display`, is the face of; None for another.

    Raises:
        SourceError: its interface is no dialog script.
    """
    data = asset.text(_INTERFACE) if asset.table == "Top" else None
    is_face = asset.facts.pdg_type == "scheduler" and asset.facts.subtype != PYTHON_SCHEDULER
    if data is None or not is_face:
        return None
    script = resolved(parse(decode_script(data), Origin(display, asset.name, _INTERFACE)))
    return Fronted((asset.facts.subtype or _plain_name(asset.type)).lower(), script)


def read_asset(asset: Asset, display: str) -> Source | None:
    """Give the scheduler that `asset`, in the library shown as `display`, is; None if it is none.

    Raises:
        SourceError: its interface is no dialog script, or a callback is no UTF-8.
    """
    if asset.table != "Top":
        return None
    data = asset.text(_INTERFACE)
    if data is None:
        return None
    is_scheduler = asset.facts.pdg_type == "scheduler"
    origin = Origin(display, node=asset.name, parm=_INTERFACE)
    if not is_scheduler and PYTHON_SCHEDULER.encode() not in data:
        return None
    script = resolved(parse(decode_script(data), origin))
    header_script = script.header.script if script.header else None
    if PYTHON_SCHEDULER in {asset.facts.subtype, header_script}:
        source = _made_from_node(asset, script, display)
    elif is_scheduler:
        source = _fronting(asset, script, display)
    else:
        return None
    return replace(source, doubts=foreign_in(data, origin))


def _made_from_node(asset: Asset, script: Script, display: str) -> Source:
    """Give a full source; the interface lists what the Python Scheduler has of its own, too."""
    parameters = parameters_of(script, Origin(display, node=asset.name))
    node = SavedNode(asset.name, asset.type, "", tuple(map(_default_field, parameters)))
    return source_of(
        node,
        KIND,
        display,
        Declared(script, parameters),
        lists_builtin=True,
        identity=_identity(asset, _plain_name(asset.type), script, display),
    )


def _fronting(asset: Asset, script: Script, display: str) -> Source:
    parameters = parameters_of(script, Origin(display, node=asset.name))
    name = asset.facts.subtype or _plain_name(asset.type)
    node = SavedNode(asset.name, asset.type, "", ())
    identity = _identity(asset, name, script, display)
    declared = Declared(script, parameters)
    source = source_of(node, KIND, display, declared, lists_builtin=True, identity=identity)
    return replace(source, fronts=name)


def _default_field(parameter: Parameter) -> Field:
    """Give the default of a parameter as the text it holds."""
    values = tuple(str(value) for value in parameter.default if parameter.type == "string")
    return Field(parameter.name, values, parameter.default_expressions)


def _plain_name(operator: str) -> str:
    """Give "farm" for "studio::farm::1.0"."""
    words = [word for word in operator.split("::") if not word[:1].isdigit()]
    return words[-1] if words else operator


def _identity(
    asset: Asset, name: str, script: Script, display: str
) -> Sequence[tuple[str, str, Span]]:
    span = Origin(display, node=asset.name).span()
    header_label = script.header.label if script.header else None
    label = asset.facts.label or header_label or ""
    found = [("name", name.lower(), span)]
    return [*found, ("label", label, span)] if label else found
