"""A scene with the values of one node changed: every other byte of the file stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.errors import NothingToReadError, SourceError
from pysched_gen.formats.hda.asset import Library
from pysched_gen.formats.opening import instead_of, open_container
from pysched_gen.formats.scene.folder import FolderArchive
from pysched_gen.formats.scene.nodes import each_node
from pysched_gen.formats.scene.parm_file import edit_parm
from pysched_gen.formats.scene.takes import TAKES, others_change, parse_takes
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.nodes import NodeFiles
    from pysched_gen.formats.scene.parm_file import Changes

__all__ = ["patched", "refuse_others"]

# A new definition is a release: Houdini updates its version, date and who may edit it.
_ANOTHER = (
    "is not a scene but an asset library; every scene that uses it would get the change: edit it "
    "in Houdini, or expand it (hotl -t) and edit the files of the folder, which Houdini loads, too"
)


def patched(path: Path, display: str, node: str, changes: Changes) -> dict[str, bytes]:
    """Return the scene at `path` with other values of parameters of one node.

    Args:
        path: a scene, or the folder of an expanded one; it is only read.
        display: how messages name it.
        node: path of the node, such as "/tasks/topnet1/farm".
        changes: name of a parameter to the texts of its components, None for one that stays.

    Returns:
        Content by relative path; of a file, the only path is "". A scene is held in memory.

    Raises:
        NothingToReadError: it is no scene, or has no such node.
        SourceError: it is damaged, the node has no such parameter, or one that is driven by an
            expression, or the container cannot hold the change.
    """
    with open_container(path, display) as container:
        if container is None or isinstance(container, Library):
            raise _no_scene(path, display, container)
        files = _node_in(container, display, node)
        member = files.members.get("parm")
        if member is None:
            raise SourceError(Origin(display, node=node).span(), "the node has no parameters")
        _keep_takes(container, node, changes)
        body = edit_parm(container.body(member), changes, Origin(display, node=node))
        splice = container.splice(member, body)
        if isinstance(container, FolderArchive):
            content = {
                one.relative_to(path).as_posix(): one.read_bytes()
                for one in sorted(path.rglob("*"))
                if one.is_file() and not one.is_symlink()
            }
            return {**content, member.name: splice.data}
    data = path.read_bytes()
    return {"": data[: splice.start] + splice.data + data[splice.end :]}


def refuse_others(path: Path, display: str) -> None:
    """Raise NothingToReadError where there is no scene at `path`."""
    with open_container(path, display) as container:
        if container is None or isinstance(container, Library):
            raise _no_scene(path, display, container)


def _no_scene(path: Path, display: str, container: Library | None) -> NothingToReadError:
    what = _ANOTHER if container else instead_of(path) or "is not a scene"
    return NothingToReadError(f"{display}: {what}")


def _keep_takes(archive: Archive, node: str, changes: Mapping[str, object]) -> None:
    """Refuse to change what has a value in a take: the scene would hold two for the main take."""
    for member in archive.members(starting=(TAKES,)):
        takes = parse_takes(archive.body(member), Origin(archive.display))
        for parm, names in others_change(takes, node).items():
            if parm in changes:
                message = f"has another value in the take {names[0]}; change it in Houdini"
                raise SourceError(Origin(archive.display, node=node, parm=parm).span(), message)


def _node_in(archive: Archive, display: str, node: str) -> NodeFiles:
    for files in each_node(archive, wanted=lambda one: one.path == node):
        return files
    raise NothingToReadError(f"{display}: has no node {node}; inspect --all-nodes lists them")
