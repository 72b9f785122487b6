"""The module of a scheduler in, the parameters that other files of its package declare out.

Most studios keep the parameters of a scheduler in a digital asset that fronts its type, and what
single nodes override in `topscheduler.user.ds`; the module itself declares few of them or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.errors import PyschedError
from pysched_gen.formats import Library, open_container
from pysched_gen.formats.dialog_script.tree import Parm, Unknown
from pysched_gen.formats.hda.embedded import INTERFACES, assets_in
from pysched_gen.sources.node.asset import fronted_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pysched_gen.formats.dialog_script.tree import Item, Script

__all__ = ["Beside", "names_in_asset", "names_in_script", "root_of"]

_FOLDERS = ("otls", "hda")  # of HOUDINI_PATH, where Houdini or a package looks for libraries
_ENDINGS = (".hda", ".otl", ".hdalc", ".hdanc", ".otllc", ".otlnc")
_MOST = 200  # libraries


class Beside(NamedTuple):
    """Names of parameters, and whether those are all that the node has."""

    names: frozenset[str]
    whole: bool


def root_of(path: Path) -> Path | None:
    """Return the folder of HOUDINI_PATH that the module at `path` is in, None where it is in none.

    The module is in its `pdg/types`, or in the folder of a package there.
    """
    for types in list(path.absolute().parents)[:2]:
        if (types.parent.name, types.name) == ("pdg", "types"):
            return types.parent.parent
    return None


def names_in_script(script: Script) -> frozenset[str]:
    """Return the names of the parameters that `script` declares, "#" and folders included."""
    return frozenset(_names(script.items))


def _names(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Unknown):
            continue
        if item.name:
            yield item.name
        if not isinstance(item, Parm):
            yield from _names(item.items)


def names_in_asset(root: Path, type_name: str) -> Beside:
    """Return the parameters of the asset under `root` that fronts the type `type_name`.

    A library that cannot be read is passed by: it belongs to nobody who asked for it.
    """
    for library in _libraries(root):
        try:
            with open_container(library, str(library)) as container:
                if not isinstance(container, Library):
                    continue
                for asset in assets_in(container, INTERFACES):
                    fronted = fronted_type(asset, str(library))
                    if fronted is not None and fronted.name == type_name:
                        return Beside(names_in_script(fronted.script), whole=True)
        except (PyschedError, OSError):
            continue
    return Beside(frozenset(), whole=False)


def _libraries(root: Path) -> list[Path]:
    found = [path for name in _FOLDERS for path in sorted((root / name).glob("*"))]
    return [path for path in found if path.suffix in _ENDINGS][:_MOST]
