"""What a package says without being run: the release it is for, and its dialog scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pysched_gen.houdini.releases import LATEST, release_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = [
    "DIALOG_SCRIPT",
    "has_types",
    "is_generated",
    "modules_of_types",
    "release_of_folders",
    "texts_of_types",
]

DIALOG_SCRIPT = "topscheduler.user.ds"
_HEADING = re.compile(r"^# Houdini: (\d+\.\d+) and later$", re.MULTILINE)
_HEAD = 4096  # bytes of a file in which its heading is


def has_types(folder: Path) -> bool:
    """Tell whether `folder`, an entry of HOUDINI_PATH, has modules of types."""
    return bool(modules_of_types(folder))


def modules_of_types(folder: Path) -> list[Path]:
    """Return the modules and packages of types below `folder`, in the order of their names."""
    types = folder / "pdg" / "types"
    entries = sorted(types.iterdir()) if types.is_dir() else []
    return [
        entry
        for entry in entries
        if (entry.suffix == ".py" and entry.name != "__init__.py")
        or (entry / "__init__.py").is_file()
    ]


def _files_of_types(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield each file of the modules of types."""
    for folder in folders:
        for entry in modules_of_types(folder):
            yield from [entry] if entry.is_file() else sorted(entry.glob("*.py"))


def texts_of_types(folders: Sequence[Path]) -> list[str]:
    """Return the text of each file of the modules of types."""
    return [
        file.read_bytes().decode("utf-8", "replace")
        for file in _files_of_types(folders)
        if file.is_file()
    ]


def _heads(folders: Sequence[Path]) -> Iterator[bytes]:
    """Yield the first bytes of each file of the modules of types."""
    for file in _files_of_types(folders):
        yield file.read_bytes()[:_HEAD]


def release_of_folders(folders: Sequence[Path]) -> str:
    """Return the newest release that headings in `folders` name, the latest without one."""
    texts = [head.decode("utf-8", "replace") for head in _heads(folders)]
    named = [release_named(name) for text in texts for name in _HEADING.findall(text)]
    return max((release for release in named if release), default=LATEST).name


def is_generated(folders: Sequence[Path]) -> bool:
    """Tell whether the modules of types in `folders` are as `generate` writes them."""
    return any(b"@generated" in head for head in _heads(folders))
