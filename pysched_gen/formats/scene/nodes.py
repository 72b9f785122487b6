"""Members of an archive in, nodes out.

A member is named `<path of the node without its first />.<suffix>`, and names of nodes may hold
dots: the suffix is what follows the last one (formats.md 1.5). Each node but the managers (obj,
out, tasks ...) has an `.init` with its type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import SourceError
from pysched_gen.formats.scene.archive import readable_name
from pysched_gen.formats.scene.blob import broken
from pysched_gen.formats.scene.takes import TAKES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pysched_gen.formats.scene.archive import Archive, Member

__all__ = ["SUFFIXES", "NodeFiles", "NodeType", "each_node", "node_types", "nodes"]

SUFFIXES = ("init", "def", "parm", "chn", "spareparmdef", "userdata")
_ENDINGS = tuple(f".{suffix}" for suffix in SUFFIXES)
# Houdini stores these of each node side by side: where they are, no other is elsewhere.
_TOGETHER = {"init", "def", "parm", "userdata"}
_FEW = 8
# These may stand elsewhere all the same: few nodes have them, and tools that pack big ones last
# leave the others together.
_LONE = ("spareparmdef", "chn")
_MOST_LONE = 100_000
_MANY_TYPES = 1000  # answers that are kept
MAX_WANTED = 10_000  # nodes that are kept at once; bounds memory

_INIT = re.compile(rb"type = ([^\x00-\x1f\x7f]+)")
_MAX_INIT = 4096
_VARIABLES = ".variables"
_MAX_VARIABLES = 8 << 20
_SAVE_VERSION = re.compile(rb"_HIP_SAVEVERSION\s*=\s*['\"]?([0-9.]+)")


class NodeType(NamedTuple):
    """Path and operator type of a node, such as `/tasks/topnet1/a` and `ns::pythonscheduler`."""

    path: str
    type: str


class LoneMembers:
    """The members of an archive that `_LONE` names and that stand behind another node's `.init`."""

    def __init__(self, archive: Archive) -> None:
        """Look for them in `archive` when first asked."""
        self._archive = archive
        self._failure: SourceError | None = None

    @property
    def members(self) -> Mapping[str, Member]:
        """Members by name.

        Raises:
            SourceError: the archive is damaged, or there are more than `_MOST_LONE` of them.
        """
        if self._failure is not None:  # of one look for all nodes, not of one for each
            raise self._failure
        try:
            return self._found
        except SourceError as error:
            self._failure = error
            raise

    @cached_property
    def _found(self) -> Mapping[str, Member]:
        found: dict[str, Member] = {}
        stem = ""
        for member in self._archive.members(ending=(".init", *(f".{one}" for one in _LONE))):
            name, _, suffix = member.name.rpartition(".")
            if suffix == "init":
                stem = name
            elif name != stem:
                found.setdefault(member.name, member)
            if len(found) > _MOST_LONE:
                message = f"more than {_MOST_LONE:,} members stand apart from their nodes"
                raise broken(self._archive.display, member.offset, message)
        return found


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
        scene: members that belong to no node, by name: that with the takes, which stands behind
            the nodes and is there once all of them were gone through.
        lone: where members of it are looked for that do not stand with the others.
    """

    path: str
    type: str
    archive: Archive
    houdini: str = ""
    members: dict[str, Member] = field(default_factory=dict)
    scene: dict[str, Member] = field(default_factory=dict)
    lone: LoneMembers | None = None

    def text(self, suffix: str) -> bytes | None:
        """Give the member with that suffix, such as "parm"; None if there is none.

        Raises:
            SourceError: it is too long, or damaged.
        """
        member = self.members.get(suffix)
        if member is None and suffix in _LONE and self.lone is not None:
            stem = self.members["init"].name.rpartition(".")[0]
            member = self.lone.members.get(f"{stem}.{suffix}")
        return None if member is None else self.archive.body(member)

    def add(self, members: Iterable[Member]) -> None:
        """Keep those of `members` that `text` can give.

        Raises:
            SourceError: one is there already.
        """
        for member in members:
            suffix = member.name.rpartition(".")[2]
            if suffix in self.members and self.members[suffix] != member:
                message = f"a second member {member.name}; which one holds is not known"
                raise broken(self.archive.display, member.offset, message)
            if suffix in SUFFIXES:
                self.members[suffix] = member


def node_types(archive: Archive, prefix: str = "") -> Iterator[NodeType]:
    """Give path and type of every node, in stored order, keeping none.

    `prefix` is put before each path in place of the root of an asset's contents.

    Raises:
        SourceError: the archive is damaged, or an `.init` is none.
    """
    for member in archive.members(ending=(".init",)):
        yield _node_type(archive, member, prefix)


def nodes(
    archive: Archive,
    wanted: Callable[[NodeType], bool],
    prefix: str = "",
    types: Callable[[str], bool] | None = None,
) -> list[NodeFiles]:
    """Return the nodes that `wanted` accepts, in stored order; `types` is that of `each_node`.

    Raises:
        SourceError: the archive is damaged, one of these nodes has a member twice, or there are
            more than `MAX_WANTED` of them.
    """
    found: dict[str, NodeFiles] = {}
    for files in each_node(archive, prefix, wanted, types):
        if files.path in found:
            found[files.path].add(files.members.values())
        found[files.path] = files
        if len(found) > MAX_WANTED:
            message = f"more than {MAX_WANTED:,} nodes are wanted; choose with --node"
            raise broken(archive.display, files.members["init"].offset, message)
    return list(found.values())


def _every(_node: NodeType) -> bool:
    return True


def each_node(
    archive: Archive,
    prefix: str = "",
    wanted: Callable[[NodeType], bool] = _every,
    types: Callable[[str], bool] | None = None,
) -> Iterator[NodeFiles]:
    """Yield the nodes that `wanted` accepts, in stored order, keeping none.

    Where `types` is given, no node is wanted whose type it does not accept: most of them are then
    passed by at little cost.

    Raises:
        SourceError: as for `nodes`.
    """
    version = ""
    scene: dict[str, Member] = {}
    scattered = _Scattered(archive)
    lone = LoneMembers(archive)
    skip = _skips(types) if types else None
    for member in archive.members(ending=(".init", _VARIABLES, TAKES), skip=skip):
        if member.name.endswith(TAKES):
            scene.setdefault(member.name, member)
            continue
        if member.name.endswith(_VARIABLES):
            version = version or _version(archive, member)
            continue
        node = _node_type(archive, member, prefix)
        if not wanted(node):
            continue
        files = NodeFiles(node.path, node.type, archive, version, scene=scene, lone=lone)
        files.add((member, *archive.siblings(member)))
        if not files.members.keys() >= _TOGETHER:
            files.add(scattered.members_of(member.name.rpartition(".")[0]))
        yield files


def _skips(types: Callable[[str], bool]) -> Callable[[bytes], bool]:
    """Return what tells of the body of an `.init` that its type is none of `types`."""
    known: dict[bytes, bool] = {}

    def skip(body: bytes) -> bool:
        answer = known.get(body)
        if answer is None:
            found = _INIT.match(body)
            answer = found is not None and not types(readable_name(found[1]))
            if len(known) < _MANY_TYPES:
                known[body] = answer
        return answer

    return skip


class _Scattered:
    """Members of nodes that whoever packed the archive did not keep together.

    For a few nodes the archive is looked through again; for more, where each member is is kept.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._asked = 0
        self._by_stem: dict[str, list[Member]] = {}

    def members_of(self, stem: str) -> Iterable[Member]:
        self._asked += 1
        if self._asked <= _FEW:
            near = self._archive.members(starting=(f"{stem}.",), ending=_ENDINGS)
            return (one for one in near if one.name.rpartition(".")[0] == stem)
        if not self._by_stem:
            for member in self._archive.members(ending=_ENDINGS):
                self._by_stem.setdefault(member.name.rpartition(".")[0], []).append(member)
        return self._by_stem.get(stem, ())


def _node_type(archive: Archive, member: Member, prefix: str) -> NodeType:
    found = _INIT.match(archive.body(member, _MAX_INIT))
    if found is None:
        message = f'{member.name} does not begin with "type ="; save the file again'
        raise broken(archive.display, member.offset, message)
    return NodeType(_path(member.name[:-5], prefix), readable_name(found[1]))


def _path(stem: str, prefix: str) -> str:
    if not prefix:
        return f"/{stem}"
    return f"{prefix}/{stem.removeprefix('hdaroot').removeprefix('/')}".rstrip("/")


def _version(archive: Archive, member: Member) -> str:
    found = _SAVE_VERSION.search(archive.body(member, _MAX_VARIABLES))
    return found[1].decode() if found else ""
