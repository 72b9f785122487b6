"""Houdini's files opened: nodes, their parameters, and assets, of whatever container.

    import pysched_gen.formats as formats

    with formats.open("shot.hip") as scene:
        for node in scene.nodes(type="*scheduler"):
            print(node.path, node.parms["pdg_workingdir"].value)

Nodes come in stored order, each as soon as it is found; what a node holds is read when asked for.
A node keeps what it has read, a file keeps no node. It can be read only while its file is open.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import NothingToReadError, UsageError
from pysched_gen.formats.dialog_script.reader import parse
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.tree import Multiparm, Parm, Unknown
from pysched_gen.formats.hda.asset import Library
from pysched_gen.formats.hda.embedded import DEFINITIONS, INTERFACES, archives_in, assets_in
from pysched_gen.formats.laid_out import laid_out
from pysched_gen.formats.opening import instead_of, open_container
from pysched_gen.formats.scene.archive import MAX_BODY
from pysched_gen.formats.scene.channel_file import parse_channels
from pysched_gen.formats.scene.def_file import DefFile, parse_def
from pysched_gen.formats.scene.member import decode_member, decode_script, readable
from pysched_gen.formats.scene.nodes import each_node
from pysched_gen.formats.scene.parm_file import parse_parm
from pysched_gen.formats.scene.takes import TAKES, parse_takes
from pysched_gen.formats.scene.user_data import parse_user_data
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

    from pysched_gen.formats.dialog_script.tree import Items, Script
    from pysched_gen.formats.hda.asset import Asset
    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.channel_file import Channel
    from pysched_gen.formats.scene.def_file import Input
    from pysched_gen.formats.scene.nodes import NodeFiles
    from pysched_gen.formats.scene.parm_file import ParmEntry, ParmValue

__all__ = ["AssetDefinition", "HoudiniFile", "Node", "NodeParm", "Take", "Value", "open_houdini"]

_VARIABLE = re.compile(r"^set -[gl] (\w+) = '(.*)'$", re.MULTILINE)
_MOST_VARIABLES = 8 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Value:
    """One component of a parameter; a text that is not UTF-8 is read as what it seems to be.

    Attributes:
        text: what is stored: a number, a token of a menu, "on" or "off", a text; of a driven
            component what it has without its expression.
        expression: what drives it, "" for a fixed value and for an animation.
        language: of the expression: "hscript" or "python".
        keyframes: their number; 0 for a fixed value, 1 for an expression.
    """

    text: str
    expression: str = ""
    language: str = ""
    keyframes: int = 0


@dataclass(frozen=True, slots=True)
class NodeParm:
    """A parameter of a node; a vector is one of several components, a separator has none.

    Attributes:
        name: of the tuple.
        values: one a component.
        locked: whether each of them is.
        line: where it stands in the `.parm` member.
    """

    name: str
    values: tuple[Value, ...]
    locked: tuple[bool, ...]
    line: int

    @property
    def value(self) -> str:
        """Return the text of the first component, "" where there is none."""
        return self.values[0].text if self.values else ""


@dataclass(frozen=True, slots=True)
class Take:
    """A take of a scene.

    Attributes:
        name: "Main" is that which all others are below.
        parent: name of the take that it is below, "" for the main one.
        parms: what it changes, by path of the node and name of the parameter; of the main take,
            the values of all parameters that another one changes.
    """

    name: str
    parent: str
    parms: Mapping[str, Mapping[str, NodeParm]]


class Node:
    """A node of a scene, or of the contents of an asset."""

    def __init__(self, files: NodeFiles, display: str) -> None:
        """Keep where its members are, in the file shown as `display`."""
        self._files = files
        self._origin = Origin(display, node=files.path)

    def __repr__(self) -> str:
        """Return path and type."""
        return f"<Node {self.path} ({self.type})>"

    @property
    def path(self) -> str:
        """Path such as "/tasks/topnet1/farm"; "Top/type/farm" inside the asset "Top/type"."""
        return self._files.path

    @property
    def type(self) -> str:
        """Operator type with namespace and version, such as "labs::farm::1.0"."""
        return self._files.type

    @cached_property
    def parms(self) -> Mapping[str, NodeParm]:
        """Parameters by name, in stored order, spare ones included; raises SourceError."""
        data = self._files.text("parm")
        if data is None:
            return {}
        entries = parse_parm(data, self._origin).entries
        return {entry.name: _parm(entry, self._channels) for entry in entries}

    @property
    def interface_text(self) -> str:
        """Dialog script of the parameters, "" where they are those of the type."""
        return decode_script(self._files.text("spareparmdef") or b"")

    @cached_property
    def interface(self) -> Script | None:
        """Layout of the parameters, None for that of the type; raises SourceError."""
        text = self.interface_text
        return parse(text, self._origin) if text.strip() else None

    @cached_property
    def user_data(self) -> Mapping[str, str]:
        """Texts that users or tools keep on the node, by key; raises SourceError."""
        data = self._files.text("userdata")
        pairs = () if data is None else parse_user_data(data, self._origin)
        return {readable(key): readable(value) for key, value in pairs}

    @property
    def comment(self) -> str:
        """The comment, which may have several lines; raises SourceError."""
        return readable(self._definition.comment)

    @property
    def flags(self) -> Mapping[str, bool]:
        """Flags such as "bypass" and "display"; raises SourceError."""
        return self._definition.flags

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Wires that come in; raises SourceError."""
        return self._definition.inputs

    @cached_property
    def _definition(self) -> DefFile:
        data = self._files.text("def")
        return DefFile() if data is None else parse_def(data, self._origin)

    @cached_property
    def _channels(self) -> Mapping[str, Channel]:
        data = self._files.text("chn")
        if data is None:
            return {}
        return {channel.name: channel for channel in parse_channels(data, self._origin)}


class AssetDefinition:
    """An asset of a library, or one that a scene carries."""

    def __init__(self, asset: Asset) -> None:
        """Keep the asset."""
        self._asset = asset

    def __repr__(self) -> str:
        """Return its name."""
        return f"<AssetDefinition {self.name}>"

    @property
    def name(self) -> str:
        """Name in the library, such as "ns::Top/farm::1.0"."""
        return self._asset.name

    @property
    def type(self) -> str:
        """Operator type, such as "ns::farm::1.0"."""
        return self._asset.type

    @property
    def category(self) -> str:
        """Table of the type, such as "Top"."""
        return self._asset.table

    @property
    def label(self) -> str:
        """Shown name, "" where the library does not say."""
        return self._asset.facts.label

    @property
    def version(self) -> str:
        """The version in the name, such as "1.0", or ""."""
        last = self.type.rpartition("::")[2]
        return last if last[:1].isdigit() else ""

    @property
    def pdg_type(self) -> str:
        """Type of PDG that a TOP asset fronts, such as "afanasyscheduler", or ""."""
        return self._asset.facts.subtype

    @property
    def sections(self) -> tuple[str, ...]:
        """Names of its sections, such as "DialogScript"; raises SourceError."""
        return tuple(self._asset.sections)

    def section(self, name: str) -> bytes | None:
        """Return the section of that name, None if there is none; raises SourceError."""
        return self._asset.text(name)

    @cached_property
    def interface(self) -> Script | None:
        """Its dialog script, None where it has none; raises SourceError."""
        data = self._asset.text("DialogScript")
        if data is None:
            return None
        return parse(decode_script(data), Origin(self._asset.display, node=self.name))


class HoudiniFile:
    """An open scene, library of assets, or piece of a network."""

    def __init__(self, container: Archive | Library, display: str) -> None:
        """Keep what holds the nodes, shown as `display`."""
        self._container = container
        self.display = display

    @property
    def kind(self) -> str:
        """Name of the format, such as "cpio", "HouLC", "MIME" or "library"."""
        return self._container.kind

    def nodes(self, path: str = "*", type: str = "*") -> Iterator[Node]:  # noqa: A002 - hou's word
        """Yield nodes in stored order, those inside of assets behind those of the file.

        Args:
            path: pattern of paths as for file names in a shell, such as "/tasks/*".
            type: pattern of operator types, such as "*scheduler".

        Raises:
            SourceError: the file is damaged, or holds more than is read of one file.
        """
        for archive, prefix in archives_in(self._container):
            for files in each_node(
                archive,
                prefix,
                lambda node: fnmatchcase(node.path, path) and fnmatchcase(node.type, type),
                (lambda one: fnmatchcase(one, type)) if type != "*" else None,
            ):
                yield Node(files, self.display)

    def node(self, path: str) -> Node:
        """Return the node at `path`.

        Raises:
            NothingToReadError: there is none.
            SourceError: the file is damaged.
        """
        for archive, prefix in archives_in(self._container):
            for files in each_node(archive, prefix, lambda node: node.path == path):
                return Node(files, self.display)
        raise NothingToReadError(f"{self.display}: has no node {path}")

    def assets(self) -> Iterator[AssetDefinition]:
        """Yield the assets of a library, or those a scene carries with their contents.

        Raises:
            SourceError: the file is damaged.
        """
        for asset in assets_in(self._container, DEFINITIONS):
            yield AssetDefinition(asset)

    def declared(self, node: Node) -> Mapping[str, Parm | Multiparm]:
        """Return how parameters of `node` are declared, by name, as far as the file says.

        The node says it of its spare ones, and the file of the type where it carries the asset or
        its interface. "#" is the number of an instance of a multiparm, whose own value is the
        number of instances.

        Raises:
            SourceError: a dialog script breaks its grammar.
        """
        return {
            parm.name: parm
            for script in (self._of_type(node.type), node.interface)
            if script is not None
            for parm in _declarations(resolved(script).items)
        }

    def layout(self, node: Node) -> Items | None:
        """Return the parameters of `node` as they are laid out, None where the file does not say.

        Houdini's files hold the layout of a node to which parameters were added, and that of
        many types.

        Raises:
            SourceError: a dialog script breaks its grammar.
        """
        return laid_out(node.interface, self._of_type(node.type))

    def _of_type(self, operator: str) -> Script | None:
        """Return the dialog script of a type, where the file carries its asset or interface."""
        assets = [
            AssetDefinition(asset)
            for asset in assets_in(self._container, DEFINITIONS, INTERFACES)
            if asset.type == operator
        ]
        if len({asset.category for asset in assets}) > 1:  # which of them it is, nothing says
            return None
        return assets[0].interface if assets else None

    @cached_property
    def variables(self) -> Mapping[str, str]:
        """Variables of a scene, such as JOB and _HIP_SAVEVERSION; raises SourceError."""
        data = self._special(".variables", _MOST_VARIABLES)
        return {} if data is None else dict(_VARIABLE.findall(decode_member(data)))

    @cached_property
    def takes(self) -> tuple[Take, ...]:
        """Takes of a scene, the main one first, each behind its parent; raises SourceError."""
        data = self._special(TAKES, MAX_BODY)
        return () if data is None else tuple(_takes(data, Origin(self.display)))

    def _special(self, name: str, limit: int) -> bytes | None:
        """Return a member that belongs to no node."""
        if isinstance(self._container, Library):
            return None
        for member in self._container.members(starting=(name,)):
            if member.name == name:
                return self._container.body(member, limit)
        return None


def _declarations(items: Items) -> Iterator[Parm | Multiparm]:
    for item in items:
        if isinstance(item, Multiparm) or (isinstance(item, Parm) and item.type is not None):
            yield item
        if not isinstance(item, Parm | Unknown):
            yield from _declarations(item.items)


@contextmanager
def open_houdini(path: str | PathLike[str], display: str = "") -> Iterator[HoudiniFile]:
    """Open the file, or expanded folder, at `path`; close it after.

    Args:
        path: a scene, library or snippet of copy and paste; told apart by content.
        display: how messages name it; as `path` by default.

    Raises:
        UsageError: there is no such path.
        NothingToReadError: it is no file of Houdini's that holds nodes.
        SourceError: it is one and is damaged, or cannot be read.
    """
    shown = display or str(path)
    place = Path(path)
    if not place.exists():
        raise UsageError(f"{shown}: no such file or folder")
    with open_container(place, shown) as container:
        if container is None:
            what = instead_of(place)
            message = "is not a scene, an asset library or a part of a network of Houdini's"
            raise NothingToReadError(f"{shown}: {what or message}")
        yield HoudiniFile(container, shown)


def _takes(data: bytes, origin: Origin) -> Iterator[Take]:
    for take in parse_takes(data, origin):
        parms: dict[str, dict[str, NodeParm]] = {}
        for node, entry in take.changes:
            parms.setdefault(node, {})[entry.name] = _parm(entry, {})
        yield Take(take.name, take.parent, parms)


def _parm(entry: ParmEntry, channels: Mapping[str, Channel]) -> NodeParm:
    mask = int(entry.locks) if entry.locks.isdecimal() else 0
    return NodeParm(
        entry.name,
        tuple(_value(value, channels) for value in entry.values),
        tuple(bool(mask >> at & 1) for at in range(len(entry.values))),
        entry.line,
    )


def _value(value: ParmValue, channels: Mapping[str, Channel]) -> Value:
    channel = channels.get(value.channel)
    if channel is None or not channel.segments:
        return Value(readable(value.text))
    text = readable(value.text or channel.default)
    count = len(channel.segments)
    if count > 1:
        return Value(text, keyframes=count)
    (segment,) = channel.segments
    return Value(text, readable(segment.expression), segment.language, count)
