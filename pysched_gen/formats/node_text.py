"""Nodes and assets in, lines of text out: for people, `grep`, `diff` and git.

Equal nodes give equal lines, whatever file and container they are in; nothing is left out but
places on the canvas, times and the numbers that Houdini counts wires with.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.formats.scene.member import decode_member, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.houdini_file import (
        AssetDefinition,
        HoudiniFile,
        Node,
        NodeParm,
        Take,
        Value,
    )
    from pysched_gen.formats.saved_node import Field

__all__ = [
    "Part",
    "Text",
    "asset_texts",
    "field_texts",
    "node_texts",
    "parts_of",
    "take_texts",
]

# Flags that every new node has in the same state, and those that say how it is stored.
_UNTOLD = {"colordefault", "exposed", "compress", "savedata", "unload"}
# Contents are nodes, told as such; the options say how a library is stored.
_NO_TEXT = {"Contents", "Contents.gz", "Contents.mime", "ExtraFileOptions", "InternalFileOptions"}
_BAR = "    | "


class Text(NamedTuple):
    """One thing that is said of a node or asset.

    Attributes:
        name: of the parameter, "comment", "input 0", or a section such as "[PythonModule]".
        text: its value, which may have several lines.
        note: what is said behind it, such as "locked", or "".
    """

    name: str
    text: str
    note: str = ""

    def lines(self) -> Iterator[str]:
        """Yield it as lines: one for a short text, indented ones behind a bar for a long one."""
        note = f"  ({self.note})" if self.note else ""
        name = self.name.replace("\n", r"\n")  # a key of user data may hold any character
        if "\n" not in self.text:
            yield f"  {name} = {self.text}{note}"
            return
        yield f"  {name} ={note}"
        for line in self.text.split("\n"):
            yield f"{_BAR}{line}".rstrip(" ")


class Part(NamedTuple):
    """A node, a take or an asset.

    Attributes:
        name: path of the node, or name.
        kind: type of the node, or what else it is.
        texts: what it holds.
    """

    name: str
    kind: str
    texts: Iterator[Text]

    @property
    def title(self) -> str:
        """Name and kind."""
        return f"{self.name}  {self.kind}"

    def lines(self) -> Iterator[str]:
        """Yield its texts as lines; raises SourceError."""
        for text in self.texts:
            yield from text.lines()


def parts_of(file: HoudiniFile, path: str = "*", type: str = "*") -> Iterator[Part]:  # noqa: A002
    """Yield the nodes whose path and type match, takes, then assets; see `HoudiniFile.nodes`.

    Takes and assets have no type of a node: a pattern for it leaves them out.

    Raises:
        SourceError: the file is damaged.
    """
    for node in file.nodes(path, type):
        yield Part(node.path, node.type, node_texts(node))
    if type != "*":
        return
    for take in file.takes[1:]:
        if fnmatchcase(take.name, path):
            yield Part(take.name, f"take of {take.parent}", take_texts(take))
    for asset in file.assets():
        if fnmatchcase(asset.name, path):
            yield Part(asset.name, "asset", asset_texts(asset))


def node_texts(node: Node) -> Iterator[Text]:
    """Yield what a node holds: comment, wires, flags, parameters, interface, user data.

    Raises:
        SourceError: a member of it breaks its grammar.
    """
    if node.comment:
        yield Text("comment", node.comment)
    for wire in node.inputs:
        yield Text(f"input {wire.index}", f"{wire.node}, output {wire.output}")
    flags = sorted(name for name, on in node.flags.items() if on and name not in _UNTOLD)
    if flags:
        yield Text("flags", " ".join(flags))
    for parm in node.parms.values():
        if parm.values:
            yield _parm_text(parm)
    script = node.interface_text
    if script.strip():
        yield Text("interface", script.strip("\n"))
    for key, value in node.user_data.items():
        yield Text(f"user data {key}", value)


def field_texts(fields: Iterable[Field], script: str) -> Iterator[Text]:
    """Yield the parameters of a node that another form than a scene holds, and its interface."""
    for field in fields:
        texts = dict(enumerate(field.values))
        texts |= {one.index: one.text for one in field.expressions}
        languages = {one.language for one in field.expressions}
        note = ", ".join(f"{language} expression" for language in sorted(languages))
        if texts:
            yield Text(field.name, ", ".join(texts.values()), note)
    if script.strip():
        yield Text("interface", script.strip("\n"))


def take_texts(take: Take) -> Iterator[Text]:
    """Yield what a take changes, as `PATH/parameter`."""
    for node, parms in take.parms.items():
        for parm in parms.values():
            text = _parm_text(parm)
            yield text._replace(name=f"{node}/{text.name}")


def asset_texts(asset: AssetDefinition) -> Iterator[Text]:
    """Yield what an asset holds: label, type of PDG, and each section that is a text.

    Raises:
        SourceError: the asset is damaged.
    """
    if asset.label:
        yield Text("label", asset.label)
    if asset.pdg_type:
        yield Text("fronts", asset.pdg_type)
    for name in asset.sections:
        data = None if name in _NO_TEXT else asset.section(name)
        if data is None or b"\0" in data:
            continue
        text = readable(decode_member(data)).strip("\n")
        if text:
            yield Text(f"[{name}]", text)


def _parm_text(parm: NodeParm) -> Text:
    texts = [_shown(value) for value in parm.values]
    notes = ["locked"] if parm.locked and all(parm.locked) else []
    if any(parm.locked) and not notes:
        notes = [f"component {at} locked" for at, one in enumerate(parm.locked) if one]
    languages = {value.language for value in parm.values if value.expression}
    notes += [f"{language} expression" for language in sorted(languages)]
    return Text(parm.name, ", ".join(texts), ", ".join(notes))


def _shown(value: Value) -> str:
    if value.expression:
        return value.expression
    if value.keyframes:
        return f"{value.text} [{value.keyframes} keyframes]".lstrip()
    return value.text
