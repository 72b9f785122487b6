"""A `.def` member in: comment, flags, inputs and expression language of a node (formats.md 2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.formats.scene.member import QUOTED, decode_member, end_of_escaped, refuse, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.span import Origin

__all__ = ["DefFile", "Input", "parse_def"]

_FLAGS = re.compile(r"flags = +(.*)")
_FLAG = re.compile(r"(\S+) (on|off)(?!\S)")
_LANGUAGE = re.compile(r"exprlanguage (\w+)")
# The index of the input, the node, its output, and what kind of wire it is.
_INPUT = re.compile(r"(\d+) \t(\S+) (\d+) \d+")
_UNCONNECTED = '""'
_COMMENT = re.compile(r"comment " + QUOTED)
_COMMENT_HEAD = 'comment "'


@dataclass(frozen=True, slots=True)
class Input:
    """A wire into a node.

    Attributes:
        index: of the input, from 0.
        node: name of the node that the wire comes from, in the same network; of an input of the
            network itself what Houdini calls it.
        output: of that node, from 0.
    """

    index: int
    node: str
    output: int


@dataclass(frozen=True, slots=True)
class DefFile:
    """What a node has beside parameters.

    Attributes:
        comment: may have several lines.
        flags: such as "bypass" and "display", by name.
        inputs: wires, by their index.
        expression_language: "hscript" or "python".
    """

    comment: str = ""
    flags: Mapping[str, bool] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()
    expression_language: str = "hscript"


def parse_def(data: bytes, origin: Origin) -> DefFile:
    """Return what the `.def` member `data` of the node at `origin` says; other lines are passed by.

    Raises:
        SourceError: its comment has no end; the span is the place in the member.
    """
    text = decode_member(data)
    comment, at = _comment(text, origin)
    flags: dict[str, bool] = {}
    language = "hscript"
    for line in text[at:].split("\n"):
        if (found := _FLAGS.match(line)) is not None:
            flags = {name: state == "on" for name, state in _FLAG.findall(found[1])}
        elif (found := _LANGUAGE.match(line)) is not None:
            language = found[1]
    return DefFile(comment, flags, tuple(_inputs(text[at:])), language)


def _comment(text: str, origin: Origin) -> tuple[str, int]:
    """Return the comment, which comes first, and the place behind it."""
    if not text.startswith(_COMMENT_HEAD):
        return "", 0
    found = _COMMENT.match(text)
    if found is not None:
        return unescape(found[1]), found.end()
    end = end_of_escaped(text, len(_COMMENT_HEAD))
    if not text.startswith('"', end):
        refuse(origin, ".def", text, 0, "a comment without its closing quote")
    return unescape(text[len(_COMMENT_HEAD) : end]), end + 1


def _inputs(text: str) -> Iterator[Input]:
    block = text.partition("\ninputs\n{\n")[2]
    for line in block.partition("}")[0].split("\n"):
        found = _INPUT.match(line)
        if found is not None and found[2] != _UNCONNECTED:
            yield Input(int(found[1]), found[2], int(found[3]))
