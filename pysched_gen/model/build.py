"""Resolve a `Source` and the user's options into one `Scheduler`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.formats.dialog_script.tree import Folder, Import, Parm, Script, Unknown
from pysched_gen.houdini.callbacks import CALLBACKS
from pysched_gen.houdini.pdg_names import BUILTIN_PARAMETERS, NODE_PARAMETERS
from pysched_gen.model.callback_texts import callbacks_of
from pysched_gen.model.identity import (
    Identity,
    Overrides,
    category_for,
    class_name_for,
    label_for,
)
from pysched_gen.model.members import extra_methods, lost_arguments
from pysched_gen.model.scheduler import Base, Scheduler
from pysched_gen.model.standard import standard_entries
from pysched_gen.sources.parameters import parameters_of
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.dialog_script.tree import Item, Items
    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.sources.source import Source

__all__ = ["build"]


def build(source: Source, overrides: Overrides | None = None) -> Scheduler:
    """Give the scheduler that `source` describes.

    Raises:
        ConfigError: an identity value is not one that exists, or a text belongs to no callback.
    """
    identity = Identity(source, overrides or Overrides())
    problems = identity.problems
    release = identity.release()
    base = Base(identity.choice("base", [kind.value for kind in Base], Base.PY_SCHEDULER.value))
    server = identity.callback_server(base)
    # Node names may have capitals, type names may not.
    name = identity.get("name", source.name.lower() if source.node_type else source.name)
    label = identity.get("label", label_for(identity.get("name", source.name)))
    callbacks = callbacks_of(source, release, base, server, problems)
    if source.bases and base is Base.LOCAL_SCHEDULER:
        message = f"bases are for a PyScheduler; leave out {', '.join(source.bases)}"
        problems.append(Problem(source.origin.span(), message))
    if problems:
        raise ConfigError(problems)
    prefix = identity.get("parm_prefix", re.sub(r"\W|^(?=\d)", "_", name))
    standard = standard_entries(source.include, prefix, release)
    added = _added_parameters(source)
    return Scheduler(
        name=name,
        label=label,
        class_name=identity.get("class", class_name_for(name)),
        category=identity.get("category", category_for(label)),
        parm_prefix=prefix,
        base=base,
        callback_server=server,
        release=release,
        callbacks=callbacks,
        header=source.header,
        methods=extra_methods(source),
        init=source.init,
        parameters=(*_declared(standard), *added),
        include=source.include,
        bases=source.bases,
        standard=standard,
        own=_own_items(source),
        origin=source.origin,
        node_type=source.node_type,
        spans=identity.spans,
        doubts=source.doubts,
        check=source.check,
        verify=source.verify,
        fronts=source.fronts,
        beside=source.beside,
        open_interface=source.open_interface,
        losses=(*source.losses, *lost_arguments(source)),
        release_is_guess=source.kind != "folder" and not identity.says_release,
    )


# Separators of the node; a package declares neither those nor its callbacks' fields.
_SEPARATORS = frozenset({"sepparm", "sepparm2"})
_OF_NODE = BUILTIN_PARAMETERS | NODE_PARAMETERS | _SEPARATORS | {spec.parm for spec in CALLBACKS}


def _added_parameters(source: Source) -> tuple[Parameter, ...]:
    """Give the parameters that a user added, with the folders around them."""
    spare = [parameter for parameter in source.parameters if parameter.spare]
    if not source.lists_builtin:
        return tuple(spare)
    added = [p for p in spare if p.type != "folder" and p.name not in _OF_NODE]
    paths = {p.folder[:depth] for p in added for depth in range(1, len(p.folder) + 1)}
    folders = [p for p in spare if p.type == "folder" and (*p.folder, p.label or p.name) in paths]
    kept = {id(parameter) for parameter in (*added, *folders)}
    return tuple(parameter for parameter in spare if id(parameter) in kept)


def _own_items(source: Source) -> Items:
    """Return what the user laid out.

    What a saved node has of itself, marked as built in or by a name among `_OF_NODE`, is left
    out, and so are folders that hold nothing else.
    """
    names = _OF_NODE if source.node_type or source.lists_builtin else frozenset()
    return tuple(_without(source.script.items if source.script else (), names))


def _without(items: Items, of_node: frozenset[str]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Folder):
            inner = tuple(_without(item.items, of_node))
            if not item.items or any(not isinstance(one, Unknown) for one in inner):
                yield replace(item, items=inner, base=False)
        elif isinstance(item, Import | Unknown):
            yield item
        elif item.base or item.name in of_node or (isinstance(item, Parm) and item.type is None):
            continue
        else:
            yield item


def _declared(standard: Items) -> tuple[Parameter, ...]:
    """Give what a package has to declare of standard groups: all but what PDG has itself."""
    found = parameters_of(Script(standard), Origin("standard group"))
    return tuple(
        replace(parameter, standard=True)
        for parameter in found
        if parameter.type != "folder" and parameter.name not in BUILTIN_PARAMETERS
    )
