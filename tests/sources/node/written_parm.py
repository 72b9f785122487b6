"""Writes what was read of a `.parm` member, so that tests see whether anything was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.formats.scene.parm_file import ParmEntry, ParmFile, ParmValue

__all__ = ["write_parm"]


def write_parm(parm: ParmFile) -> bytes:
    """Give the bytes that `parse_parm` made `parm` of."""
    lines = [f"{{\nversion {parm.version}\n", *map(_line, parm.entries), "}\n"]
    return "".join(lines).encode("utf-8", "surrogateescape")


def _line(entry: ParmEntry) -> str:
    attributes = "".join(f"\t{key}={value}" for key, value in entry.attributes)
    values = "".join(f"{_written(value)}\t" for value in entry.values)
    return f"{entry.name}\t[ {entry.flags}\tlocks={entry.locks}{attributes} ]\t(\t{values})\n"


def _written(value: ParmValue) -> str:
    text = value.text.replace("\\", "\\\\").replace('"', '\\"')
    shown = f'"{text}"' if value.quoted else text
    return f"[ {value.channel}\t{shown} ] " if value.channel else shown
