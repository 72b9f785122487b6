"""One file or folder outside of any output directory: replaced whole, and only if it is ours."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from pysched_gen.errors import ConflictError, UsageError
from pysched_gen.output.disk import explained
from pysched_gen.output.exchange import exchange
from pysched_gen.output.links import free_name, write_file
from pysched_gen.signed_file import is_signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["write_single", "write_whole"]


def write_single(
    path: Path, data: bytes, *, force: bool = False, is_ours: Callable[[bytes], bool] = is_signed
) -> bool:
    """Write `data` to `path` and tell whether that changed it; its folder is made if missing.

    Raises:
        ConflictError: there is a file that `is_ours` does not know, and no `force`.
        UsageError: the place cannot be written, or holds something that is no file.
    """
    with explained(path):
        if path.exists() and not path.is_file():
            raise UsageError(f"{path}: is there and is no file; choose another name")
    return write_whole(
        path, {"": data}, force=force, is_ours=lambda place: is_ours(place.read_bytes())
    )


def write_whole(
    path: Path, files: Mapping[str, bytes], *, force: bool, is_ours: Callable[[Path], bool]
) -> bool:
    """Make `path` a folder with `files`, or one file where the only name is "".

    Gives whether that changed anything. With `force` what is not ours is kept beside as `.orig`.

    Raises:
        ConflictError: there is something that `is_ours` does not know, and no `force`.
        UsageError: the place cannot be written.
    """
    with explained(path):
        exists = path.exists()
        if exists and _content(path) == files:
            return False
        foreign = exists and not is_ours(path)
        if foreign and not force:
            raise ConflictError(
                f"{path}: was not written by pysched-gen, or was edited since; "
                "choose another place, or give --force to replace it"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path.resolve(), files, keep=foreign)
    return True


def _content(path: Path) -> Mapping[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    inside = (file for file in path.rglob("*") if not file.is_dir())
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in inside}


def _replace(path: Path, files: Mapping[str, bytes], *, keep: bool) -> None:
    with _staging(path) as staging:
        new, old = staging / "new", staging / "old"
        for name, data in files.items():
            file = new / name if name else new
            file.parent.mkdir(parents=True, exist_ok=True)
            write_file(file, data, like=path / name if name else path)
        kept = free_name(path) if keep else old
        if not path.exists():
            new.replace(path)
        elif exchange(new, path):
            new.replace(kept)
        else:
            path.replace(kept)
            new.replace(path)


@contextmanager
def _staging(path: Path) -> Iterator[Path]:
    folder = Path(mkdtemp(prefix=".pysched-gen-", dir=path.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
