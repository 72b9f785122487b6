"""Members of an archive in, nodes out.

A member is named `<path of the node without its first />.<suffix>`, and names of nodes may hold
dots: the suffix is what follows the last one (formats.md 1.5). Each node but the managers (obj,
out, tasks ...) has an `.init` with its type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.read.container.blob import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.read.container.archive import Archive, Member

__all__ = ["SUFFIXES", "NodeFiles", "NodeType", "houdini_version", "node_types", "nodes"]

SUFFIXES = ("init", "def", "parm", "chn", "spareparmdef", "userdata")
MAX_WANTED = 10_000  # scheduler nodes of one archive; keeps memory bounded

_INIT = re.compile(rb"type = ([^\r\n]*)")
_MAX_INIT = 4096
_MAX_VARIABLES = 8 << 20
_SAVE_VERSION = re.compile(rb"_HIP_SAVEVERSION\s*=\s*'?\"?([0-9.]+)")
_FEW = 16


class NodeType(NamedTuple):
    """Path and operator type of a node, such as `/tasks/topnet1/a` and `ns::pythonscheduler`."""

    path: str
    type: str


@dataclass(frozen=True, slots=True)
class NodeFiles:
    """The stored texts of one node, read when asked for.

    Attributes:
        path: path of the node, such as "/tasks/topnet1/pythonscheduler1"; inside an asset
            "Top/type/pythonscheduler1", as the user names it behind `lib.hda:`.
        type: its operator type.
        archive: where its members are.
        houdini: version that saved the scene, such as "20.5.445", or "". The node's own is in
            its `.userdata`, and often missing.
        members: its members by suffix, those of `SUFFIXES`.
    """

    path: str
    type: str
    archive: Archive
    houdini: str = ""
    members: dict[str, Member] = field(default_factory=dict)

    def text(self, suffix: str) -> bytes | None:
        """Give the member with that suffix, such as "parm"; None if there is none.

        Raises:
            SourceError: it is too long, or damaged.
        """
        member = self.members.get(suffix)
        return None if member is None else self.archive.body(member)


def node_types(archive: Archive, prefix: str = "") -> Iterator[NodeType]:
    """Give path and type of every node, in stored order, keeping none.

    `prefix` is put before each path in place of the root of an asset's contents.

    Raises:
        SourceError: the archive is damaged, or an `.init` is none.
    """
    for member in archive.members(ending=(".init",)):
        found = _INIT.match(archive.body(member, _MAX_INIT))
        if found is None:
            message = f'{member.name} does not begin with "type ="; save the file again'
            raise broken(archive.display, member.offset, message)
        stem = member.name.removesuffix(".init")
        yield NodeType(_path(stem, prefix), found[1].decode("utf-8", "replace").strip())


def nodes(
    archive: Archive, wanted: Callable[[NodeType], bool], prefix: str = ""
) -> Iterator[NodeFiles]:
    """Give the nodes that `wanted` accepts, in stored order.

    Raises:
        SourceError: the archive is damaged, one of these nodes has a member twice, or there are
            more than `MAX_WANTED` of them.
    """
    chosen = {}
    for node in node_types(archive, prefix):
        if wanted(node):
            chosen[node.path] = node
            if len(chosen) > MAX_WANTED:
                message = f"more than {MAX_WANTED:,} nodes are wanted; choose with --node"
                raise broken(archive.display, 0, message)
    if chosen:
        yield from _with_members(archive, chosen, prefix)


def _with_members(
    archive: Archive, chosen: dict[str, NodeType], prefix: str
) -> Iterator[NodeFiles]:
    version = houdini_version(archive)
    found = {path: NodeFiles(path, node.type, archive, version) for path, node in chosen.items()}
    ending = tuple(f".{suffix}" for suffix in SUFFIXES)
    for member in archive.members(ending=ending):
        stem, _, suffix = member.name.rpartition(".")
        files = found.get(_path(stem, prefix))
        if files is None:
            continue
        if suffix in files.members:
            message = f"a second member {member.name}; which one holds is not known"
            raise broken(archive.display, member.offset, message)
        files.members[suffix] = member
    yield from found.values()


def _path(stem: str, prefix: str) -> str:
    if not prefix:
        return f"/{stem}"
    return f"{prefix}/{stem.removeprefix('hdaroot').removeprefix('/')}".rstrip("/")


def houdini_version(archive: Archive) -> str:
    """Give the Houdini version that saved a scene, "" where the archive does not say."""
    for member in archive.members(starting=(".variables",)):
        if member.name == ".variables":
            found = _SAVE_VERSION.search(archive.body(member, _MAX_VARIABLES))
            return found[1].decode() if found else ""
    return ""
