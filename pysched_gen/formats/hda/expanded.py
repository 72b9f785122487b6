"""Asset libraries as folders, one file a section, read and written (formats.md 3.2).

That is what `hotl -t` writes and Houdini loads like a library: text, so it can live in git.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from pysched_gen.formats.hda.asset import MAX_SECTION, Asset, Library
from pysched_gen.formats.hda.facts import Facts, facts_text, read_facts
from pysched_gen.formats.hda.inflate import open_gzip
from pysched_gen.formats.hda.library import open_archive
from pysched_gen.formats.scene.archive import readable_name
from pysched_gen.formats.scene.blob import PathBlob, broken, read_all
from pysched_gen.formats.scene.budget import Budget
from pysched_gen.formats.scene.mime import open_mime

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from pysched_gen.formats.scene.archive import Archive
    from pysched_gen.formats.scene.blob import Blob

__all__ = ["is_expanded_library", "library_files", "open_expanded"]

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


def library_files(
    key: str, facts: Facts, sections: Mapping[str, str], python: Collection[str] = ()
) -> dict[str, str]:
    """Return relative path to text of a library of one asset without contents.

    The arguments are those of `library_bytes`, which gives the same library as one file.
    """
    folder = _file_name(key)
    texts = {**sections, "ExtraFileOptions": _options(python)}
    libraries = {_INDEX: "INDEX_SECTION", "houdini.hdalibrary": "houdini.hdalibrary", folder: key}
    return {
        _INDEX: facts_text(facts),
        _LIST: _list(libraries),
        "houdini.hdalibrary": "",
        f"{folder}/{_LIST}": _list({_file_name(name): name for name in texts}),
        **{f"{folder}/{_file_name(name)}": text for name, text in texts.items()},
    }


def _file_name(section: str) -> str:
    """Return the name of a section's file: `_`, `/` and `:` have escapes."""
    return section.replace("_", "__").replace("/", "_1").replace(":", "_8")


def _list(names: Mapping[str, str]) -> str:
    return '""\n' + "".join(f"{file}\t{section}\n" for file, section in names.items())


def _options(python: Collection[str]) -> str:
    values: dict[str, Any] = {}
    for section in python:
        values[f"{section}/Cursor"] = {"type": "intarray", "value": [1, 1]}
        values[f"{section}/IsExpr"] = {"type": "bool", "value": False}
        values[f"{section}/IsPython"] = {"type": "bool", "value": True}
        values[f"{section}/IsScript"] = {"type": "bool", "value": True}
        values[f"{section}/Source"] = {"type": "string", "value": ""}
    return json.dumps(values, indent="\t", separators=(",", ":")) + "\n"
