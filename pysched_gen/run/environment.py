"""The environment of a child: the user's, without what would lead it to another Houdini."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pysched_gen.standin import HFS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["child_environment"]

# A Houdini or farm of the user's own must not reach into the child, nor his Python's settings.
_DROPPED_PREFIXES = ("HOUDINI", "PDG_", "PYTHON", "HIP", "ORIGINAL_HIP")
_DROPPED = {"HFS", "HH", "HHP", "HB", "HDSO", "JOB", "TEMP_DIR"}


def child_environment(
    package: Path, working_dir: Path, release: str, extra: Mapping[str, str]
) -> dict[str, str]:
    """Give the variables of a child that loads `package` as Houdini `release` would.

    `extra` comes last. `TMPDIR` is the folder `tmp` in `working_dir`, which the caller
    makes. `HFS` leads to the stand-in's tree, `HIP` and `JOB` to `working_dir`, as they do in a
    Houdini whose scene is saved there.
    """
    own = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(_DROPPED_PREFIXES) and key not in _DROPPED
    }
    hip = str(working_dir)
    return {
        **own,
        "HFS": str(HFS),
        "HH": str(HFS / "houdini"),
        "HIP": hip,
        "HIPFILE": f"{hip}/untitled.hip",
        "HIPNAME": "untitled",
        "HOUDINI_PATH": f"{package};&",
        "HOUDINI_TEMP_DIR": f"{hip}/houdini_temp",
        "JOB": hip,
        "PDG_STANDIN_HOUDINI": release,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        # What a package leaves in the temporary folder goes with this one.
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(working_dir / "tmp")),
        **extra,
    }
