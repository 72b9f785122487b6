"""Asset libraries as folders, one file a section (`hotl -t`, formats.md 3.2)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pysched_gen.formats.hda.asset import MAX_SECTION, Asset, Facts, Library
from pysched_gen.formats.hda.facts import read_facts
from pysched_gen.formats.hda.inflate import open_gzip
from pysched_gen.formats.hda.library import open_archive
from pysched_gen.formats.scene.archive import readable_name
from pysched_gen.formats.scene.blob import PathBlob, broken, read_all
from pysched_gen.formats.scene.budget import Budget
from pysched_gen.formats.scene.mime import open_mime

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.blob import Blob

__all__ = ["is_expanded_library", "open_expanded"]

_LIST = "Sections.list"
_INDEX = "INDEX__SECTION"
_MAX_LIST = 16 << 20


def is_expanded_library(folder: Path) -> bool:
    """Tell whether `folder` is a library: it lists its sections, and one is the index."""
    return (folder / _LIST).is_file() and (folder / _INDEX).is_file()


def open_expanded(folder: Path, display: str) -> Library:
    """Give the library in `folder`; which files are sections is told by its lists alone.

    Raises:
        SourceError: a list is no list, or names what is no file of the folder.
    """
    shown = f"{display}/{_INDEX}"
    budget = Budget()
    facts = read_facts(read_all(PathBlob(folder / _INDEX), shown, MAX_SECTION), shown)
    assets = [
        Asset(
            section,
            facts.get(section, Facts()),
            display,
            sections=partial(_sections, folder / name, f"{display}/{name}"),
            contents=partial(_contents, folder / name, budget),
        )
        for name, section in _listed(folder, display)
        if (folder / name).is_dir()
    ]
    return Library("expanded library", display, tuple(assets))


def _listed(folder: Path, display: str) -> list[tuple[str, str]]:
    """Give file name and section name of each line; the first line is a label."""
    shown = f"{display}/{_LIST}"
    data = read_all(PathBlob(folder / _LIST), shown, _MAX_LIST)
    found = {}
    offset = 0
    for line in data.split(b"\n"):
        name, tab, section = readable_name(line.rstrip(b"\r")).partition("\t")
        if tab:
            if {"/", "\\", "\0"} & set(name) or name in {"", ".", ".."}:
                raise broken(shown, offset, f'"{name[:80]}" is no name of a file beside the list')
            found[name] = section
        offset += len(line) + 1
    return list(found.items())


def _sections(folder: Path, display: str) -> Mapping[str, Blob]:
    """A listed file may be missing: contents stay listed as `Contents.gz` when expanded."""
    paths = ((section, folder / name) for name, section in _listed(folder, display))
    return {section: PathBlob(path) for section, path in paths if path.is_file()}


def _contents(folder: Path, budget: Budget, asset: Asset) -> Archive | None:
    inside = folder / "Contents.dir"
    text = inside / "Contents.mime"
    shown = f"{asset.display}:{asset.name}[Contents.mime]"
    if text.is_file():
        return open_mime(PathBlob(text), shown, inside)
    for name in ("Contents", "Contents.gz"):
        blob = asset.sections.get(name)
        if blob is not None and blob.size:
            shown = f"{asset.display}:{asset.name}[{name}]"
            data = open_gzip(blob, shown, budget) if name.endswith("gz") else blob
            return open_archive(data, shown, budget)
    return None
