"""An asset to disk, as one file or as a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.asset.definition import asset_bytes, asset_files, is_unchanged
from pysched_gen.errors import PyschedError
from pysched_gen.formats.hda.asset import Library
from pysched_gen.formats.opening import open_container
from pysched_gen.output.write_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.asset.definition import Definition

__all__ = ["is_our_library", "write_library"]

_OPTIONS = "ExtraFileOptions"  # its form differs between the kinds of library


def write_library(path: Path, definition: Definition, *, expanded: bool, force: bool) -> bool:
    """Write the asset to `path`, as a folder if `expanded`; tell whether that changed anything.

    Raises:
        ConflictError: something is there that is not ours, or was edited since, and no `force`.
        UsageError: the place cannot be written.
    """
    if expanded:
        files = {name: text.encode() for name, text in asset_files(definition).items()}
    else:
        files = {"": asset_bytes(definition)}
    return write_whole(path, files, force=force, is_ours=is_our_library)


def is_our_library(path: Path) -> bool:
    """Tell whether `path` is an asset of ours that nobody has changed; it may be another one."""
    try:
        with open_container(path, str(path)) as library:
            if not isinstance(library, Library) or len(library.assets) != 1:
                return False
            [asset] = library.assets
            texts = {name: (asset.text(name) or b"").decode() for name in asset.sections}
    except (PyschedError, UnicodeDecodeError):
        return False
    texts.pop(_OPTIONS, None)
    return is_unchanged(texts) and not _has_more(path, len(texts))


def _has_more(path: Path, sections: int) -> bool:
    """Tell whether a folder holds files that are no sections."""
    # Beside the sections: their options, two lists, the facts and an empty file.
    return path.is_dir() and sum(file.is_file() for file in path.rglob("*")) > sections + 5
