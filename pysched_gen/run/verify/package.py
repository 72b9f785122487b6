"""What a package says without being run: the release it is for, and its dialog scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.errors import NothingToReadError
from pysched_gen.houdini.releases import LATEST, release_named

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DIALOG_SCRIPT", "is_generated", "modules_of_types", "release_of_package"]

DIALOG_SCRIPT = "topscheduler.user.ds"
_HEADING = re.compile(r"^# Houdini: (\d+\.\d+) and later$", re.MULTILINE)
_HEAD = 4096  # bytes of a file in which its heading is


def modules_of_types(package: Path) -> list[Path]:
    """Give the modules and packages of types below `package`, in the order of their names.

    Raises:
        NothingToReadError: there is none.
    """
    folder = package / "pdg" / "types"
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [
        entry
        for entry in entries
        if (entry.suffix == ".py" and entry.name != "__init__.py")
        or (entry / "__init__.py").is_file()
    ]
    if not found:
        raise NothingToReadError(
            f"{package}: holds no pdg/types with a module in it; give the directory that goes on "
            "HOUDINI_PATH, such as the DIR of generate -o DIR"
        )
    return found


def release_of_package(package: Path) -> str:
    """Give the newest release that headings in `package` name, the latest of all without one."""
    heads = [
        file.read_bytes()[:_HEAD].decode("utf-8", "replace")
        for entry in modules_of_types(package)
        for file in ([entry] if entry.is_file() else sorted(entry.glob("*.py")))
    ]
    named = [release_named(name) for head in heads for name in _HEADING.findall(head)]
    return max((release for release in named if release), default=LATEST).name


def is_generated(package: Path) -> bool:
    """Tell whether the modules of types in `package` are as `generate` writes them."""
    return any(
        b"@generated" in file.read_bytes()[:_HEAD]
        for entry in modules_of_types(package)
        for file in ([entry] if entry.is_file() else sorted(entry.glob("*.py")))
    )
