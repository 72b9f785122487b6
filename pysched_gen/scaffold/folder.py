"""Put a new snippet folder on disk, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.output import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["create_folder"]


def create_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Create `folder` with the files `texts`; it appears complete or not at all.

    Raises:
        UsageError: something is there already, or the place cannot be written.
    """
    write_file.create_folder(folder, {name: text.encode() for name, text in texts.items()})
