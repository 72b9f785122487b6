"""JSON of work items as text and as files, plain or compressed."""

from __future__ import annotations

import gzip
import json
import os
from typing import Any

__all__ = ["from_json", "read_file", "to_json", "write_file"]


def to_json(values: dict[str, Any]) -> str:
    """Return `values` as JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> dict[str, Any]:
    """Return the plain values of the JSON `text`.

    Raises:
        ValueError: it is not the JSON of a work item.
    """
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError(  # noqa: TRY004 - the text is wrong, not the call
            "work item JSON is an object with the keys version and workitem"
        )
    return values


def write_file(values: dict[str, Any], path: str, *, compress: bool = False) -> bool:
    """Write `values` as JSON, whole or not at all; return whether that worked.

    It is compressed if asked, and where `path` ends in ".gz".
    """
    data = to_json(values).encode("utf-8")
    if compress or path.endswith(".gz"):
        data = gzip.compress(data, 1)
    temporary = path + ".part"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        return False
    return True


def read_file(path: str) -> dict[str, Any]:
    """Return the plain values of a JSON file, plain or compressed.

    Raises:
        ValueError: it is not the JSON of a work item.
        OSError: it cannot be read.
    """
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return from_json(data.decode("utf-8"))
