"""Binary asset libraries (.hda, .otl, and those embedded in scenes), read and written."""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING

from pysched_gen.formats.hda.asset import Asset, Library
from pysched_gen.formats.hda.facts import Facts, facts_bytes, read_facts
from pysched_gen.formats.hda.index import (
    MAGIC,
    index_bytes,
    number_bytes,
    read_index,
)
from pysched_gen.formats.hda.inflate import open_gzip
from pysched_gen.formats.scene.blob import PartBlob, broken, read_all
from pysched_gen.formats.scene.budget import PER_ASSET, PER_ENTRY, Budget
from pysched_gen.formats.scene.cpio import open_stream
from pysched_gen.formats.scene.mime import is_mime, open_mime

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.blob import Blob

__all__ = ["is_library", "library_bytes", "open_archive", "open_library"]

_INDEX = "INDEX_SECTION"
MAX_INDEX = 16 << 20  # bytes of INDEX_SECTION; some hundred an asset
_PLAIN, _GZIP = "Contents", "Contents.gz"
# Types of the values in ExtraFileOptions.
_BOOL, _STRING, _INT_ARRAY = 1, 3, 13


def is_library(head: bytes) -> bool:
    """Tell whether `head`, the first bytes of a file, begin a binary library."""
    return head.startswith(MAGIC)


def open_library(blob: Blob, display: str, budget: Budget | None = None) -> Library:
    """Return the library that fills `blob`; `budget` is what is left for the file it is in.

    Raises:
        SourceError: it is truncated or damaged.
    """
    budget = budget or Budget()
    parts = _parts(blob, display, budget)
    facts: dict[str, Facts] = {}
    if _INDEX in parts:
        shown = f"{display}[{_INDEX}]"
        data = read_all(parts[_INDEX], shown, MAX_INDEX)
        budget.spend(len(data) * 16, shown)
        facts = read_facts(data, shown)
    assets = [
        Asset(
            name,
            facts.get(name, Facts()),
            display,
            sections=partial(_parts, part, f"{display}:{name}", budget),
            contents=partial(_contents, budget),
        )
        for name, part in parts.items()
        if part.read_at(0, len(MAGIC)) == MAGIC  # presets and remarks are entries too
    ]
    return Library("library", display, tuple(assets))


def _parts(blob: Blob, display: str, budget: Budget) -> Mapping[str, Blob]:
    entries = read_index(blob, display).values()
    budget.spend(len(entries) * PER_ENTRY, display)
    return {entry.name: PartBlob(blob, entry.offset, entry.size) for entry in entries}


def _contents(budget: Budget, asset: Asset) -> Archive | None:
    budget.spend(PER_ASSET, asset.display)
    for name, blob in asset.sections.items():
        shown = f"{asset.display}:{asset.name}[{name}]"
        if name == _GZIP:
            return open_archive(open_gzip(blob, shown, budget), shown, budget)
        if name == _PLAIN and blob.size:
            return open_archive(blob, shown, budget)
        if name.startswith(f"{_PLAIN}."):
            message = (
                f"the contents are stored as {name}, which is not read; set Compress Contents "
                "to gzip in the type properties of the asset and save it again"
            )
            raise broken(shown, 0, message)
    return None


def open_archive(blob: Blob, display: str, budget: Budget) -> Archive:
    """Return the archive of nodes in `blob`.

    Raises:
        SourceError: it holds none.
    """
    if is_mime(blob.read_at(0, 64)):
        return open_mime(blob, display, budget=budget)
    archive = open_stream(blob, display, budget)
    if archive is None:
        raise broken(display, 0, "no archive of nodes begins here; save the file again")
    return archive


def library_bytes(
    key: str, facts: Facts, sections: Mapping[str, str], python: Collection[str] = ()
) -> bytes:
    """Return the library of one asset without contents.

    Args:
        key: its name in the library, such as "Top/farm".
        facts: what the index says of it.
        sections: text by name; `ExtraFileOptions` is added.
        python: those of the sections that are scripts in Python.
    """
    data = {name: text.encode() for name, text in sections.items()}
    data["ExtraFileOptions"] = _options(python)
    return index_bytes(
        {_INDEX: facts_bytes(facts), "houdini.hdalibrary": b"", key: index_bytes(data)}
    )


def _options(python: Collection[str]) -> bytes:
    """Say of sections that they are Python; without that they are taken for hscript."""
    values: dict[str, bytes] = {}
    for section in python:
        values[f"{section}/Cursor"] = number_bytes(_INT_ARRAY) + struct.pack(">Qqq", 2, 1, 1)
        values[f"{section}/IsExpr"] = number_bytes(_BOOL) + number_bytes(0)
        values[f"{section}/IsPython"] = number_bytes(_BOOL) + number_bytes(1)
        values[f"{section}/IsScript"] = number_bytes(_BOOL) + number_bytes(1)
        values[f"{section}/Source"] = number_bytes(_STRING) + struct.pack(">H", 0)
    pairs = [struct.pack(">H", len(name)) + name.encode() + values[name] for name in values]
    return number_bytes(len(pairs)) + b"".join(pairs)
