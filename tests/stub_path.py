"""The stubs of `pdg` and of Houdini's `local` module, as type checkers find installed ones."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from trees import ROOT

from pysched_gen.standin import STUBS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["copy_stubs"]


def copy_stubs(folder: Path) -> Path:
    """Put the stubs into `folder`, for MYPYPATH; give the folder back."""
    shutil.copytree(STUBS, folder / "pdg")
    shutil.copy(ROOT / "tests/doubles/stubs/local.pyi", folder)
    return folder
