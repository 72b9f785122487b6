"""The `.init` and `.def` members of a node in, the few facts that matter out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.read.node.member import QUOTED, decode_member, refuse, unescape

if TYPE_CHECKING:
    from pysched_gen.span import Origin

__all__ = ["Definition", "parse_definition", "parse_init"]

_INIT = re.compile(r"type = ([^\n]+)\n")
_COMMENT = re.compile(r"^comment " + QUOTED + r"$", re.MULTILINE)
_LANGUAGE = re.compile(r"^exprlanguage (\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a `.def` says of a node: its comment, and the language new expressions get."""

    comment: str = ""
    expression_language: str = "hscript"


def parse_init(data: bytes, origin: Origin) -> str:
    """Give the operator type, such as "labs::farm::1.0", in the `.init` member of the node.

    Raises:
        SourceError: it names none.
    """
    text = decode_member(data)
    match = _INIT.match(text)
    if match is None:
        refuse(origin, ".init", text, 0, "does not begin with the type of the node")
    return match[1]


def parse_definition(data: bytes) -> Definition:
    """Give what the `.def` member `data` says; what it does not say is as in `Definition()`."""
    text = decode_member(data)
    comment = _COMMENT.match(text)
    # A comment may hold lines that look like others, so the last one counts.
    languages = _LANGUAGE.findall(text, comment.end() if comment else 0)
    return Definition(
        unescape(comment[1]) if comment else "", languages[-1] if languages else "hscript"
    )
