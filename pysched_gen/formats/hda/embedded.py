"""Everything inside one container: the nodes of assets, and the assets kept inside scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.hda.asset import Library
from pysched_gen.formats.hda.library import is_library, open_library
from pysched_gen.formats.scene.blob import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.formats.hda.asset import Asset
    from pysched_gen.formats.scene.archive import Archive

__all__ = [
    "DEFINITIONS",
    "INTERFACES",
    "Place",
    "archives_in",
    "assets_in",
    "embedded_libraries",
    "how_to_list",
]

# Assets embedded in a scene with their nodes, and the bare interfaces of all that it uses
# (formats.md 1.5).
DEFINITIONS = ".defotl"
INTERFACES = ".OPdummydefs"
MAX_DEPTH = 8  # assets inside scenes inside assets


class Place(NamedTuple):
    """Nodes, and what their paths begin with: "" in a scene, the asset's name in its contents."""

    archive: Archive
    prefix: str


def _always(_asset: Asset) -> bool:
    return True


def archives_in(
    container: Archive | Library, wanted: Callable[[Asset], bool] = _always, depth: int = 0
) -> Iterator[Place]:
    """Give the archive, then those of the assets inside that `wanted` accepts, outermost first.

    Raises:
        SourceError: one is damaged, or they are nested more than `MAX_DEPTH` deep.
    """
    if not isinstance(container, Library):
        if depth == 0:
            yield Place(container, "")
        for library in embedded_libraries(container, DEFINITIONS):
            yield from archives_in(library, wanted, depth + 1)
        return
    if depth > MAX_DEPTH:
        message = f"assets inside assets, more than {MAX_DEPTH} deep; Houdini writes no such file"
        raise broken(container.display, 0, message)
    for asset in container.assets:
        contents = asset.contents() if wanted(asset) else None
        if contents is not None:
            yield Place(contents, asset.name)
            yield from archives_in(contents, wanted, depth + 1)


def how_to_list(container: Archive | Library | None) -> tuple[str, str]:
    """Return the option of `inspect` that shows what `container` holds, and what it does with it.

    A library may hold assets without any nodes in them.
    """
    if isinstance(container, Library) and next(archives_in(container), None) is None:
        return "--values", "shows what its assets hold"
    return "--all-nodes", "lists them"


def assets_in(container: Archive | Library, *names: str) -> Iterator[Asset]:
    """Give the assets of a library, or those in the members `names` of a scene.

    Raises:
        SourceError: the container is damaged.
    """
    if isinstance(container, Library):
        yield from container.assets
        return
    for library in embedded_libraries(container, *names):
        yield from library.assets


def embedded_libraries(archive: Archive, *names: str) -> Iterator[Library]:
    """Give the libraries kept in the members `names`, which stand before those of any node.

    Raises:
        SourceError: one is damaged.
    """
    for member in archive.members(ending=(*names, ".init")):
        if member.name in names and member.size:
            blob = archive.blob(member)
            display = f"{archive.display}[{member.name}]"
            if not is_library(blob.read_at(0, 4)):
                raise broken(display, 0, "no library of assets; save the scene again")
            yield open_library(blob, display, archive.budget)
        elif member.name.endswith(".init"):
            return
