"""Parameters that assets and dialog scripts beside a scheduler declare, as the stand-in takes them.

Documented: Houdini loads the assets in `otls` and `hda` of each entry of HOUDINI_PATH ("Houdini
Path"), and `topscheduler.user.ds` adds parameters whose tag `spare_category` is the
`parm_category` of a registration (Houdini 19.0, "Adding a Scheduler Properties folder"). An asset
is a scheduler's where its subtype, or its type without namespace and version, is the scheduler's
registered name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script import parse
from pysched_gen.formats.dialog_script.kinds import kind_of, value_of
from pysched_gen.formats.dialog_script.resolved import resolved
from pysched_gen.formats.dialog_script.strings import text_of
from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    Import,
    MenuKind,
    Multiparm,
    Parm,
)
from pysched_gen.formats.hda.asset import Library
from pysched_gen.formats.opening import open_container
from pysched_gen.formats.texts import decode_text
from pysched_gen.run.package import DIALOG_SCRIPT
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pysched_gen.formats.dialog_script.tree import Item
    from pysched_gen.formats.hda.asset import Asset

__all__ = ["asset_libraries", "declared_beside"]

_ASSET_FOLDERS = ("otls", "hda")
_SUFFIXES = (".hda", ".otl", ".hdalc", ".hdanc", ".otllc", ".otlnc")
_TYPES = {"string": "String", "float": "Float"}
_TYPES.update(dict.fromkeys(("integer", "toggle", "menu"), "Integer"))
_CATEGORY = "spare_category"
_FIRST = "multistartoffset"
_MOST = 1000  # instances of a multiparm that are made


def declared_beside(
    folders: Sequence[Path], more_assets: Iterable[Path] = ()
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return what `folders` and the asset folders `more_assets` declare, and what is not readable.

    An entry is a parameter as `templateBody` describes it, with `for`, the scheduler types it is
    for ([] for all), `category` ("" for any), `menu` (its tokens, where nothing else is taken),
    `expression` (of each component, "" for none) and, of the count of a multiparm, `instances`
    (names with "#" in them) and `first` (its first number).
    """
    entries: list[dict[str, Any]] = []
    troubles: list[str] = []

    def add(entries_of: Callable[[Path], Iterator[dict[str, Any]]], path: Path) -> None:
        try:
            entries.extend(entries_of(path))
        except (SourceError, OSError) as error:
            troubles.append(f"its parameters are not known: {error}")

    for library in asset_libraries(folders, more_assets):
        add(_of_library, library)
    for folder in folders:
        add(_of_script, folder / DIALOG_SCRIPT)
    return entries, troubles


def asset_libraries(folders: Sequence[Path], more_assets: Iterable[Path] = ()) -> Iterator[Path]:
    """Yield the asset libraries of `folders`, and those in the folders `more_assets`."""
    places = [folder / name for folder in folders for name in _ASSET_FOLDERS]
    for place in [*places, *more_assets]:
        for library in sorted(place.iterdir()) if place.is_dir() else []:
            if library.suffix in _SUFFIXES:
                yield library


def _of_library(path: Path) -> Iterator[dict[str, Any]]:
    with open_container(path, str(path)) as library:
        for asset in library.assets if isinstance(library, Library) else ():
            text = asset.text("DialogScript") if asset.table == "Top" else None
            if text is None:
                continue
            shown = f"{path}:{asset.name}[DialogScript]"
            script = parse(decode_text(text, shown), Origin(shown))
            for entry in _entries(resolved(script).items):
                yield {**entry, "for": _schedulers_of(asset)}


def _schedulers_of(asset: Asset) -> list[str]:
    names = asset.type.split("::")
    versioned = len(names) > 1 and names[-1].replace(".", "").isdigit()
    own = names[-2] if versioned else names[-1]
    return list(dict.fromkeys(filter(None, (asset.facts.subtype, own))))


def _of_script(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    text = decode_text(path.read_bytes(), str(path))
    script = parse(text, Origin(str(path)), preprocessed=True)
    for entry in _entries(resolved(script).items):
        yield {**entry, "for": []}


def _entries(items: Iterable[Item]) -> Iterator[dict[str, Any]]:
    for item in items:
        if isinstance(item, (Folder, Import)):
            yield from _entries(item.items)
        elif isinstance(item, Multiparm):
            yield from _of_multiparm(item)
        elif isinstance(item, Parm):
            yield from _of_parm(item)


def _of_multiparm(item: Multiparm) -> Iterator[dict[str, Any]]:
    inner = list(_entries(item.items))
    tags = dict(item.tags)
    first = tags.get(_FIRST, "1")
    if item.name:
        yield {
            "name": item.name,
            "label": item.label or "",
            "type": "Integer",
            "value": [min(item.default or 0, _MOST)],
            "tag": list(tags),
            "category": tags.get(_CATEGORY, ""),
            "instances": [entry["name"] for entry in inner if entry["name"].count("#") == 1],
            "first": int(first) if first.isdigit() else 1,
        }
    yield from inner


def _of_parm(parm: Parm) -> Iterator[dict[str, Any]]:
    kind = kind_of(parm.type)
    if kind not in ("string", "integer", "float", "toggle", "menu") or not parm.name:
        return
    values: list[object] = []
    expressions = []
    for default in parm.default or ():
        computed = isinstance(default, Computed)
        text = default.text if isinstance(default, Computed) else text_of(default)
        value = None if computed else value_of(text, kind, parm.menu, parm.type)
        if kind == "menu" and parm.menu is not None and isinstance(value, str):
            tokens = parm.menu.tokens
            value = tokens.index(value) if value in tokens else 0
        expressions.append(text if value is None else "")
        values.append(int(value) if isinstance(value, bool) else value)
        if isinstance(default, Computed) and default.language == "python":
            expressions[-1] = f"python: {text}"
    tags = dict(parm.tags)
    entry: dict[str, Any] = {
        "name": parm.name,
        "label": parm.label or "",
        "type": _TYPES.get(kind, "Integer"),
        "value": values or [None] * parm.components,
        "tag": list(tags),
        "category": tags.get(_CATEGORY, ""),
    }
    if any(expressions):
        entry["expression"] = expressions
    fixed = parm.menu is not None and parm.menu.kind in (MenuKind.NORMAL, MenuKind.MINI)
    if fixed and parm.menu is not None and parm.menu.pairs:
        entry["menu"] = list(parm.menu.tokens)
    yield entry
