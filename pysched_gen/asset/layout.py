"""An interface in, the same with what every scheduler node has besides out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import Folder, Multiparm, Parm, Unknown
from pysched_gen.houdini.pdg_names import BUILTIN_PARAMETERS
from pysched_gen.model.standard import standard_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.dialog_script.tree import Item, Items
    from pysched_gen.houdini.releases import Release

__all__ = ["whole_layout"]

# Tab to the standard groups in it, as the farm schedulers of Houdini 22.0.400 have them.
_TABS = {
    "Scheduler": ("working-directory", "temp-directory", "path-mapping", "job-limits"),
    "RPC Server": ("rpc-server",),
}


def whole_layout(interface: Items, prefix: str, release: Release) -> Items:
    """Give `interface` with tabs for those parameters of PDG's own that it does not lay out.

    A node without a field for them could not be given a working directory. Each stands there
    once; those that are younger than `release` are left out.
    """
    taken = set(_names(interface))
    added: list[Item] = []
    for label, groups in _TABS.items():
        entries = _missing(standard_entries(groups, prefix, release), taken)
        if entries:
            folder = label.lower().replace(" ", "") + "folder"
            added.append(Folder(_free(folder, taken), label=label, items=entries))
    return (*interface, *added)


def _names(entries: Iterable[Item]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Unknown):
            continue
        if entry.name:
            yield entry.name
        if not isinstance(entry, Parm):
            yield from _names(entry.items)


def _missing(entries: Iterable[Item], taken: set[str]) -> Items:
    """Give the built-in parameters among `entries` that are not `taken`, in their folders."""
    found: list[Item] = []
    for entry in entries:
        if isinstance(entry, Parm):
            if entry.name in BUILTIN_PARAMETERS - taken:
                found.append(entry)
        elif isinstance(entry, Folder | Multiparm):
            inner = _missing(entry.items, taken)
            if inner:
                found.append(replace(entry, name=_free(entry.name, taken), items=inner))
    return tuple(found)


def _free(name: str, taken: set[str]) -> str:
    names = (name, *(f"{name}_{number}" for number in range(1, len(taken) + 2)))
    free = next(one for one in names if one not in taken)
    taken.add(free)
    return free
