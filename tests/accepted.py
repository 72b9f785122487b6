"""Compares files of the project with what is made now; `make accept` writes them first.

Tests that do so are marked `accepts`, which is how `make accept` finds them.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from trees import read_tree, write_tree

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["accepted_text", "accepted_tree"]


def accepted_text(path: Path, made: str) -> str:
    """Return the text of `path`, which is to be `made`."""
    if _accepting():
        path.write_text(made, encoding="utf-8", newline="\n")
    return path.read_bytes().decode("utf-8")


def accepted_tree(folder: Path, made: dict[str, bytes]) -> dict[str, bytes]:
    """Return what is below `folder`, which is to be `made`: relative path to content."""
    if _accepting():
        shutil.rmtree(folder, ignore_errors=True)
        write_tree(folder, dict(made))
    return read_tree(folder)


def _accepting() -> bool:
    return os.environ.get("PYSCHED_GEN_ACCEPT") == "1"
