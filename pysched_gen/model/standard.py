"""Groups of parameters that the schedulers shipped with Houdini have, under their names.

Each is a file of the templates; a test holds it against the parameters read from Houdini
22.0.400. What PDG gives every scheduler of its own (`pdg_*`) is laid out by such a group and not
declared again.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pysched_gen.houdini.pdg_names import PARAMETERS_SINCE
from pysched_gen.model.interface import Entry, Field, Group, Interface, Repeat
from pysched_gen.model.interface_dialog import interface_of
from pysched_gen.resources import resource_folder
from pysched_gen.sources.manifest.tables import read_parameters
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.houdini.releases import Release

__all__ = ["standard_entries"]


def standard_entries(groups: tuple[str, ...], prefix: str, release: Release) -> Interface:
    """Give the entries of `groups`, in their order, for a scheduler with that `parm_prefix`.

    A parameter that came with a later release than `release` is left out.
    """
    late = frozenset(name for name, since in PARAMETERS_SINCE.items() if release < since)
    entries = [entry for group in groups for entry in _group(group, prefix)]
    return tuple(kept for entry in entries if (kept := _without(entry, late)) is not None)


@cache
def _group(name: str, prefix: str) -> Interface:
    text = (resource_folder("templates") / "parameters" / f"{name}.toml").read_text("utf-8")
    display = f"standard group {name}"
    script = read_parameters(text.replace("{prefix}", prefix), display)
    return interface_of(script, Origin(display))


def _without(entry: Entry, names: frozenset[str]) -> Entry | None:
    if isinstance(entry, Field):
        return None if entry.name in names else entry
    if isinstance(entry, Group | Repeat):
        inner = tuple(kept for one in entry.entries if (kept := _without(one, names)) is not None)
        return replace(entry, entries=inner)
    return entry
