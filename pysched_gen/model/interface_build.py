"""A source in, the interface of the scheduler it is out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.model.interface import (
    MENU,
    Choices,
    Computed,
    Entry,
    Field,
    Group,
    Interface,
    Repeat,
    Verbatim,
)
from pysched_gen.model.interface_dialog import interface_of, script_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pysched_gen.sources.source import Parameter, Source

__all__ = ["flat_interface", "own_interface"]

# Types of flat parameters that dialog scripts call otherwise.
_TYPES = {"menu": MENU, "ramp": "ramp_flt"}


def own_interface(
    source: Source, parameters: Sequence[Parameter], of_node: Collection[str]
) -> Interface:
    """Give what the user laid out: the tree of `source`, or `parameters` in their folders.

    What a saved node has of itself, marked as built in or by a name among `of_node`, is left
    out, and so are folders with nothing else in them.
    """
    if source.script is None:
        script = resolved(script_of(flat_interface(parameters)))
        return interface_of(script, source.origin)
    interface = interface_of(resolved(source.script), source.origin)
    names = of_node if source.node_type or source.lists_builtin else ()
    return _added(interface, frozenset(names))


def flat_interface(parameters: Iterable[Parameter]) -> Interface:
    """Give `parameters` in the folders that their labels name."""
    return _nested([one for one in parameters if one.type != "folder"], 0, [])


def _added(entries: Iterable[Entry], of_node: frozenset[str]) -> Interface:
    found: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Field):
            if not entry.built_in and entry.type is not None and entry.name not in of_node:
                found.append(entry)
        elif isinstance(entry, Group):
            inner = _added(entry.entries, of_node)
            if any(not isinstance(one, Verbatim) for one in inner):
                found.append(replace(entry, entries=inner, built_in=False))
        elif isinstance(entry, Repeat):
            if not entry.built_in and entry.name not in of_node:
                found.append(entry)
        else:
            found.append(entry)
    return tuple(found)


def _nested(parameters: Sequence[Parameter], depth: int, names: list[str]) -> Interface:
    """Put neighbours with the same folder label at `depth` into one folder."""
    found: list[Entry] = []
    at = 0
    while at < len(parameters):
        one = parameters[at]
        if len(one.folder) <= depth:
            found.append(_field(one))
            at += 1
            continue
        label, end = one.folder[depth], at
        while end < len(parameters) and parameters[end].folder[depth : depth + 1] == (label,):
            end += 1
        names.append(label)
        name = f"folder{len(names)}"
        inner = _nested(parameters[at:end], depth + 1, names)
        found.append(Group(name, label=label, entries=inner))
        at = end
    return tuple(found)


def _field(parameter: Parameter) -> Field:
    computed = {one.index: one for one in parameter.default_expressions}
    default = tuple(
        Computed(computed[index].text, computed[index].language) if index in computed else value
        for index, value in enumerate(parameter.default)
    )
    menu = parameter.menu
    return Field(
        name=parameter.name,
        type=_TYPES.get(parameter.type, parameter.type),
        label=parameter.label or None,
        size=parameter.size,
        default=default or None,
        menu=None if menu is None else _choices(parameter),
        range=parameter.range,
        help=parameter.help or None,
        disable_when=parameter.disable_when or None,
        hide_when=parameter.hide_when or None,
        hidden=parameter.hidden,
        hide_label=parameter.hide_label,
        join_next=parameter.join_next,
        tags=parameter.tags,
    )


def _choices(parameter: Parameter) -> Choices | None:
    menu = parameter.menu
    if menu is None:
        return None
    pairs = tuple(zip(menu.tokens, menu.labels, strict=True))
    return Choices(pairs=pairs, script=menu.script or None, language=menu.language or None)
