"""Sections of an asset in, the bytes of a library out: nested `INDX` (formats.md 3.1)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from pysched_gen.asset.definition import asset_sections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.asset.definition import Definition

__all__ = ["library_bytes"]

_FACTS_VERSION = 6
_MODIFIED = 0  # seconds since 1970 of every entry: equal input gives equal bytes
# Types of the values in ExtraFileOptions.
_BOOL, _STRING, _INT_ARRAY = 1, 3, 13


def library_bytes(definition: Definition) -> bytes:
    """Give the `.hda` file that holds the asset."""
    sections = {name: text.encode() for name, text in asset_sections(definition).items()}
    sections["ExtraFileOptions"] = _extra_options() if definition.submits else _options({})
    return _index(
        {
            "INDEX_SECTION": _facts(definition),
            "houdini.hdalibrary": b"",
            definition.key: _index(sections),
        }
    )


def _index(entries: Mapping[str, bytes]) -> bytes:
    """Give an index with an empty label, and what it points to, in order."""
    head = b"INDX" + _number(0) + _text("") + _number(len(entries))
    offset = 0
    for name, data in entries.items():
        head += _text(name) + _number(offset) + _number(len(data)) + _number(_MODIFIED)
        offset += len(data)
    return head + b"".join(entries.values())


def _facts(definition: Definition) -> bytes:
    """Give what `INDEX_SECTION` says of the asset; empty texts stand for what it does not have."""
    texts = [definition.name, definition.label, definition.path, definition.icon]
    texts += ["", "", "Top", "", "", "", definition.extra]
    return b"".join(
        [
            _number(1),
            _number(_FACTS_VERSION),
            *map(_text, texts),
            *map(_number, (0, 0, _MODIFIED)),  # fewest and most inputs, time
            bytes(3),  # no subnet, no Python operator, not empty
            _number(0),  # outputs
            _text(""),  # user
        ]
    )


def _extra_options() -> bytes:
    """Say of the section PythonModule that it is Python; without that it is taken for hscript."""
    section = "PythonModule"
    return _options(
        {
            f"{section}/Cursor": _number(_INT_ARRAY) + struct.pack(">Qqq", 2, 1, 1),
            f"{section}/IsExpr": _number(_BOOL) + _number(0),
            f"{section}/IsPython": _number(_BOOL) + _number(1),
            f"{section}/IsScript": _number(_BOOL) + _number(1),
            f"{section}/Source": _number(_STRING) + struct.pack(">H", 0),
        }
    )


def _options(values: Mapping[str, bytes]) -> bytes:
    pairs = [struct.pack(">H", len(key)) + key.encode() + value for key, value in values.items()]
    return _number(len(pairs)) + b"".join(pairs)


def _number(value: int) -> bytes:
    return struct.pack(">I", value)


def _text(text: str) -> bytes:
    data = text.encode()
    return _number(len(data)) + data
