"""What Houdini saved in, the schedulers it holds out: scenes, libraries and texts of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats import Library, NodeType, nodes
from pysched_gen.formats.hda.embedded import (
    DEFINITIONS,
    INTERFACES,
    archives_in,
    assets_in,
    how_to_list,
)
from pysched_gen.sources.node.asset import read_asset
from pysched_gen.sources.node.scene_node import read_node
from pysched_gen.sources.nothing import OtherSchedulersError
from pysched_gen.sources.selection import Choice, is_python_scheduler, is_scheduler

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.errors import NothingToReadError
    from pysched_gen.formats import Archive, Asset, NodeFiles
    from pysched_gen.sources.source import Source

__all__ = ["Found", "find_nodes", "nothing_found", "read_container"]

_MOST_LISTED = 8


class Found(NamedTuple):
    """A node worth a word, and whether it is taken."""

    files: NodeFiles
    taken: bool


def read_container(container: Archive | Library, display: str, choice: Choice) -> list[Source]:
    """Give the schedulers of `container` that `choice` takes.

    Assets of a library are sources themselves; those embedded in a scene are where they hold
    callbacks, or are asked for by name.

    Raises:
        NothingToReadError: there is none.
        SourceError: the container, or a member of one of these nodes, is damaged.
    """
    found = list(find_nodes(container, choice))
    sources = [read_node(one.files, display) for one in found if one.taken]
    sources += _asset_sources(container, display, choice)
    if not sources:
        others = [NodeType(one.files.path, one.files.type) for one in found]
        option, _ = how_to_list(container)
        raise nothing_found(display, choice, others, option)
    return sources


def find_nodes(container: Archive | Library, choice: Choice) -> Iterator[Found]:
    """Give the schedulers among the nodes of `container`, and the node that is asked for.

    Raises:
        SourceError: the container is damaged.
    """
    types = None if choice.path else is_scheduler
    for archive, prefix in archives_in(container, lambda asset: _leads_to(choice, asset)):
        for files in nodes(archive, choice.concerns, prefix, types):
            yield Found(files, choice.takes(NodeType(files.path, files.type)))


def _leads_to(choice: Choice, asset: Asset) -> bool:
    """Contents are costly to look into: not where the one node asked for is elsewhere."""
    return not choice.path or choice.path.startswith(f"{asset.name}/")


def _asset_sources(container: Archive | Library, display: str, choice: Choice) -> Iterator[Source]:
    names = (DEFINITIONS, INTERFACES) if choice.path else (DEFINITIONS,)
    done = set()
    for asset in assets_in(container, *names):
        if not choice.matches(asset.name) or asset.name in done:
            continue
        source = read_asset(asset, display)
        if source is None:
            continue
        if isinstance(container, Library) or choice.path or source.fields:
            done.add(asset.name)
            yield source


def nothing_found(
    display: str, choice: Choice, others: Sequence[NodeType], option: str = "--all-nodes"
) -> NothingToReadError:
    """Give the error that says what was asked for and what there is.

    `option` is that of `inspect` which shows the rest.
    """
    for node in others:
        if node.path == choice.path and not is_python_scheduler(node.type):
            message = f"{node.path} is of type {node.type}, which holds no callbacks"
            shows = f'"inspect {display}:{node.path}" shows what it does hold'
            return OtherSchedulersError(display, f"{message}; give a Python Scheduler; {shows}")
    wanted = f"no {choice}" if str(choice) else "no Python Scheduler"
    if not others:
        does = "shows" if option == "--values" else "lists"
        lists = f'"inspect {display} {option}" {does} what it does hold'
        return OtherSchedulersError(
            display,
            f"holds {wanted}; add the node in Houdini, or give the file that has it; {lists}",
        )
    listed = ", ".join(f"{node.path} ({node.type})" for node in others[:_MOST_LISTED])
    more = f" and {len(others) - _MOST_LISTED} more" if len(others) > _MOST_LISTED else ""
    return OtherSchedulersError(
        display,
        f"holds {wanted}; its schedulers are {listed}{more}. Only a Python Scheduler holds the "
        "texts of callbacks: give one, or move the code into one in Houdini",
    )
