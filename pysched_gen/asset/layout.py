"""An interface in, the same with what every scheduler node has besides out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pysched_gen.houdini.pdg_names import BUILTIN_PARAMETERS
from pysched_gen.model.interface import Field, Group, Repeat, Verbatim
from pysched_gen.model.standard import standard_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.houdini.releases import Release
    from pysched_gen.model.interface import Entry, Interface

__all__ = ["whole_layout"]

# Tab to the standard groups in it, as the farm schedulers of Houdini 22.0.400 have them.
_TABS = {
    "Scheduler": ("working-directory", "temp-directory", "path-mapping", "job-limits"),
    "RPC Server": ("rpc-server",),
}


def whole_layout(interface: Interface, prefix: str, release: Release) -> Interface:
    """Give `interface` with tabs for those parameters of PDG's own that it does not lay out.

    A node without a field for them could not be given a working directory. Each stands there
    once; those that are younger than `release` are left out.
    """
    taken = set(_names(interface))
    added: list[Entry] = []
    for label, groups in _TABS.items():
        entries = _missing(standard_entries(groups, prefix, release), taken)
        if entries:
            folder = label.lower().replace(" ", "") + "folder"
            added.append(Group(_free(folder, taken), label=label, entries=entries))
    return (*interface, *added)


def _names(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Verbatim):
            continue
        if entry.name is not None:
            yield entry.name
        if not isinstance(entry, Field):
            yield from _names(entry.entries)


def _missing(entries: Iterable[Entry], taken: set[str]) -> Interface:
    """Give the built-in parameters among `entries` that are not `taken`, in their folders."""
    found: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Field):
            if entry.name in BUILTIN_PARAMETERS - taken:
                found.append(entry)
        elif isinstance(entry, Group | Repeat):
            inner = _missing(entry.entries, taken)
            if inner:
                found.append(replace(entry, name=_free(entry.name, taken), entries=inner))
    return tuple(found)


def _free(name: str, taken: set[str]) -> str:
    names = (name, *(f"{name}_{number}" for number in range(1, len(taken) + 2)))
    free = next(one for one in names if one not in taken)
    taken.add(free)
    return free
