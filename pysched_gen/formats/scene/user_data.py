"""A `.userdata` member in, its pairs out: binary in archives, JSON in text scenes."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.json_text import too_many_parts
from pysched_gen.formats.scene.member import decode_member

if TYPE_CHECKING:
    from pysched_gen.span import Origin

__all__ = ["NODE_VERSION", "parse_user_data"]

NODE_VERSION = "___Version___"

_MOST_PAIRS = 1_000_000
_COUNT = struct.Struct(">I")
_LENGTH = struct.Struct(">H")


def parse_user_data(data: bytes, origin: Origin) -> tuple[tuple[str, str], ...]:
    """Give the pairs of key and text in the `.userdata` member `data` of the node at `origin`.

    Raises:
        SourceError: a length lies, there are too many pairs, or the JSON is none.
    """
    if data.lstrip()[:1] == b"{":
        return _from_json(data, origin)
    try:
        return tuple(_pairs(data, origin))
    except struct.error as error:
        raise _refusal(origin, f"ends inside a pair ({len(data)} bytes)") from error


def _pairs(data: bytes, origin: Origin) -> list[tuple[str, str]]:
    """Read the binary form: a count, then key, type and value; values other than texts are kept.

    Only texts have been seen (42,000 pairs, Houdini 11 to 21).
    """
    (count,) = _COUNT.unpack_from(data)
    if count > _MOST_PAIRS:
        raise _refusal(origin, f"more than {_MOST_PAIRS:,} pairs")
    at = _COUNT.size
    found = []
    for _ in range(count):
        key, at = _text(data, at)
        at += _COUNT.size
        value, at = _text(data, at)
        found.append((key, value))
    return found


def _text(data: bytes, at: int) -> tuple[str, int]:
    (length,) = _LENGTH.unpack_from(data, at)
    start = at + _LENGTH.size
    if start + length > len(data):
        raise struct.error
    return decode_member(data[start : start + length]), start + length


def _from_json(data: bytes, origin: Origin) -> tuple[tuple[str, str], ...]:
    many = too_many_parts(decode_member(data))
    if many:
        raise _refusal(origin, many)
    try:
        pairs = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refusal(origin, "is no JSON") from error
    return tuple(
        (key, str(entry["value"]))
        for key, entry in pairs.items()
        if isinstance(entry, dict) and "value" in entry
    )


def _refusal(origin: Origin, problem: str) -> SourceError:
    return SourceError(origin.span(), f".userdata: {problem}; save the node again in Houdini")
