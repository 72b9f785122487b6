"""Groups of parameters that the schedulers shipped with Houdini have, under their names.

Each is a file of the templates; a test holds it against the parameters read from Houdini
22.0.400. What PDG gives every scheduler of its own (`pdg_*`) is laid out by such a group and not
declared again.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import Folder, Item, Items, Multiparm, Parm
from pysched_gen.houdini.pdg_names import PARAMETERS_SINCE
from pysched_gen.resources import resource_folder
from pysched_gen.sources.manifest.tables import read_parameters

if TYPE_CHECKING:
    from pysched_gen.houdini.releases import Release

__all__ = ["standard_entries"]


def standard_entries(groups: tuple[str, ...], prefix: str, release: Release) -> Items:
    """Give the entries of `groups`, in their order, for a scheduler with that `parm_prefix`.

    A parameter that came with a later release than `release` is left out.
    """
    late = frozenset(name for name, since in PARAMETERS_SINCE.items() if release < since)
    entries = [entry for group in groups for entry in _group(group, prefix)]
    return tuple(kept for entry in entries if (kept := _without(entry, late)) is not None)


@cache
def _group(name: str, prefix: str) -> Items:
    text = (resource_folder("templates") / "parameters" / f"{name}.toml").read_text("utf-8")
    display = f"standard group {name}"
    return read_parameters(text.replace("{prefix}", prefix), display).items


def _without(entry: Item, names: frozenset[str]) -> Item | None:
    if isinstance(entry, Parm):
        return None if entry.name in names else entry
    if isinstance(entry, Folder | Multiparm):
        inner = tuple(kept for one in entry.items if (kept := _without(one, names)) is not None)
        return replace(entry, items=inner)
    return entry
