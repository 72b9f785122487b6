"""A file in, the interfaces of nodes and assets in it out that are no schedulers we can build."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import NothingToReadError
from pysched_gen.formats import open as open_file
from pysched_gen.formats.dialog_script.resolved import resolved_items
from pysched_gen.formats.opening import is_container
from pysched_gen.sources import split_argument
from pysched_gen.sources.selection import Choice, is_scheduler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats import HoudiniFile
    from pysched_gen.formats.dialog_script.tree import Items

__all__ = ["Interface", "interfaces_at"]


class Interface(NamedTuple):
    """What a node or asset shows of itself.

    Attributes:
        source: the file and it, as an argument names it.
        path: of the node, or name of the asset.
        type: of the node, "" of an asset.
        name: the last part of the path, or the operator type of the asset.
        label: for a heading.
        items: its parameters, laid out.
    """

    source: str
    path: str
    type: str
    name: str
    label: str
    items: Items


class _Found(NamedTuple):
    path: str
    type: str
    name: str
    label: str
    items: Items | None


def interfaces_at(argument: str, pattern: str) -> list[Interface]:
    """Give the interface of the node or asset that `argument` names, in `FILE:/node`.

    Of a file alone, those of the nodes whose path matches `pattern`; without one, of the assets of
    a library, and of schedulers of any type.

    Raises:
        NothingToReadError: it is there, and nothing in the file says how it is laid out; or a
            scene has no such scheduler.
        SourceError: it cannot be read.
    """
    path, display, node = split_argument(argument)
    if not is_container(path):
        return []
    with open_file(path, display) as file:
        is_library = _is_library(file)
        found = list(_found(file, Choice(node, pattern)))
    drawn = [_interface(display, one) for one in found if one.items]
    if not drawn and node and found:
        kind = f"is of type {found[0].type}, and" if found[0].type else "is an asset, and"
        raise NothingToReadError(
            f"{display}: {node} {kind} nothing in this file says how its parameters are laid out; "
            f'"inspect {display}:{node}" shows what it holds'
        )
    if not drawn and not node and not pattern and not is_library:
        raise NothingToReadError(
            f"{display}: holds no scheduler whose interface is at hand; name a node of it, as in "
            f'{display}:/obj/geo1; "inspect {display} --all-nodes" lists them'
        )
    return drawn


def _found(file: HoudiniFile, choice: Choice) -> Iterator[_Found]:
    asked = bool(str(choice))
    for node in file.nodes(type="*" if asked else "*scheduler*"):
        if choice.matches(node.path) and (asked or is_scheduler(node.type)):
            yield _Found(node.path, node.type, node.path.rpartition("/")[2], "", file.layout(node))
    for asset in file.assets() if asked or _is_library(file) else ():
        if choice.matches(asset.name):
            script = asset.interface
            items = None if script is None else script.items
            yield _Found(asset.name, "", asset.type, asset.label, items)


def _is_library(file: HoudiniFile) -> bool:
    return file.kind.endswith("library")


def _interface(display: str, found: _Found) -> Interface:
    return Interface(
        f"{display}:{found.path}",
        found.path,
        found.type,
        found.name,
        found.label or found.name,
        resolved_items(found.items or ()),
    )
