"""Schedulers that scripts inside of assets register: told, since nobody runs those here.

Documented (Houdini's help, "Operator Type Properties", Scripts tab): an asset has event handlers
such as PreFirstCreate, which runs before the first node of the type is made, and PythonModule,
which runs when something asks for the node's module. PDG finds types in `pdg/types` by itself.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.hda.asset import Library
from pysched_gen.formats.opening import open_container
from pysched_gen.run.parameters import asset_libraries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["registering_scripts"]

_EVENTS = ("PreFirstCreate", "PythonModule", "OnInstall", "OnLoaded", "OnCreated")
_CALL = b"registerScheduler"


def registering_scripts(folders: Sequence[Path], more_assets: Iterable[Path] = ()) -> list[str]:
    """Return a line for each script of an asset that registers a scheduler: where, what to do.

    Assets are those of `folders`, entries of HOUDINI_PATH, and of the folders `more_assets`. The
    scripts are read, not run. What cannot be read is left out.
    """
    lines: list[str] = []
    for path in asset_libraries(folders, more_assets):
        with suppress(SourceError, OSError):  # whoever reads its parameters says so
            lines += _of_library(path)
    return lines


def _of_library(path: Path) -> Iterator[str]:
    with open_container(path, str(path)) as library:
        for asset in library.assets if isinstance(library, Library) else ():
            for event in _EVENTS:
                if _CALL in (asset.text(event) or b""):
                    yield (
                        f"{path}: {event} of {asset.name} registers a scheduler, and only Houdini "
                        "runs that; move it into registerTypes(type_registry) of "
                        "pdg/types/NAME.py beside the asset's folder, which Houdini and this "
                        "tool both run"
                    )
