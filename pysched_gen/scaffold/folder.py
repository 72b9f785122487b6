"""Put a new snippet folder on disk, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["create_folder"]


def create_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Create `folder` with the files `texts`; it appears complete or not at all.

    Raises:
        UsageError: something is there already, or the place cannot be written.
    """
    try:
        if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
            raise UsageError(f"{folder}: already exists; remove it or choose another folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, text in texts.items():
                (staged / name).parent.mkdir(exist_ok=True)
                (staged / name).write_text(text, encoding="utf-8", newline="\n")
            staged.chmod(0o755)
            staged.replace(folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
