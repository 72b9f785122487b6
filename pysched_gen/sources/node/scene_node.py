"""The members of one node of a scene or asset in, its `Source` out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.formats.saved_node import Expression, Field, SavedNode, houdini_of
from pysched_gen.formats.scene.channel_file import HSCRIPT, Channel, parse_channels
from pysched_gen.formats.scene.member import decode_script
from pysched_gen.formats.scene.parm_file import ParmEntry, parse_parm
from pysched_gen.formats.scene.takes import TAKES, others_change, parse_takes
from pysched_gen.formats.scene.user_data import NODE_VERSION, parse_user_data
from pysched_gen.sources.node.saved_node import source_of, spare_parameters
from pysched_gen.sources.parameters import foreign_in
from pysched_gen.sources.source import Loss
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.formats import NodeFiles
    from pysched_gen.sources.source import Source

__all__ = ["read_node"]

KIND = "scene"
_MOST_TAKES = 5


def read_node(files: NodeFiles, display: str) -> Source:
    """Give the scheduler whose node has the members `files`, in the file shown as `display`.

    Raises:
        SourceError: a member breaks its grammar, or holds text that is no UTF-8.
    """
    origin = Origin(display, node=files.path)
    channels = {channel.name: channel for channel in parse_channels(_member(files, "chn"), origin)}
    data = files.text("parm")
    entries = parse_parm(data, origin).entries if data is not None else ()
    fields = tuple(_field(entry, channels) for entry in entries)
    versions = dict(parse_user_data(_member(files, "userdata"), origin))
    houdini = houdini_of(versions.get(NODE_VERSION, ""), files.houdini)
    node = SavedNode(files.path, files.type, houdini, fields)
    spare = _member(files, "spareparmdef")
    declared = spare_parameters(node, decode_script(spare), display)
    source = source_of(node, KIND, display, declared)
    losses = (*source.losses, *_takes(files, display))
    return replace(source, doubts=foreign_in(spare, origin), losses=losses)


def _takes(files: NodeFiles, display: str) -> Iterator[Loss]:
    """Yield what takes besides the main one change of the node."""
    member = files.scene.get(TAKES)
    if member is None:
        return
    takes = parse_takes(files.archive.body(member), Origin(display))
    for parm, names in others_change(takes, files.path).items():
        shown = ", ".join(names[:_MOST_TAKES]) + (" ..." if names[_MOST_TAKES:] else "")
        yield Loss(
            Origin(display, node=files.path, parm=parm).span(),
            f"has another value in the take {shown}; a package has that of the main take",
            is_harmless=True,
        )


def _member(files: NodeFiles, suffix: str) -> bytes:
    """Give a member, empty where the node has none: no channels, pairs or spare parameters."""
    return files.text(suffix) or _EMPTY[suffix]


_EMPTY: Mapping[str, bytes] = {"chn": b"{ }", "userdata": b"{}", "spareparmdef": b""}


def _field(entry: ParmEntry, channels: Mapping[str, Channel]) -> Field:
    expressions = tuple(
        _expression(index, channels.get(value.channel))
        for index, value in enumerate(entry.values)
        if value.channel
    )
    return Field(entry.name, tuple(value.text for value in entry.values), expressions)


def _expression(index: int, channel: Channel | None) -> Expression:
    """Give what drives a component: the first segment; a channel that is lost drives it, too."""
    if channel is None or not channel.segments:
        return Expression(index, "", HSCRIPT)
    first = channel.segments[0]
    return Expression(index, first.expression, first.language)
