"""One file outside of any output directory: replaced as a whole, and only if it is ours."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError, UsageError
from pysched_gen.signature import is_signed
from pysched_gen.write.disk import explained
from pysched_gen.write.links import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["foreign_message", "write_single"]


def write_single(
    path: Path, data: bytes, *, force: bool = False, is_ours: Callable[[bytes], bool] = is_signed
) -> bool:
    """Write `data` to `path` and tell whether that changed it; its folder is made if missing.

    Raises:
        ConflictError: there is a file that `is_ours` does not know, and no `force`.
        UsageError: the place cannot be written.
    """
    with explained(path):
        if path.exists():
            old = _content(path)
            if old == data:
                return False
            if not force and not is_ours(old):
                raise ConflictError(foreign_message(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path.resolve(), data)
    return True


def foreign_message(path: Path) -> str:
    """Say that something we did not write, or that was edited since, is in the way."""
    return (
        f"{path}: was not written by pysched-gen, or was edited since; "
        "choose another place, or give --force to replace it"
    )


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(f"{path}: is there and is no file; choose another name")
    return path.read_bytes()


def _replace(path: Path, data: bytes) -> None:
    staging = Path(mkdtemp(prefix=".pysched-gen-", dir=path.parent))
    try:
        new = staging / "new"
        write_file(new, data, like=path)
        new.replace(path)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
