"""Arguments of a command in, the sources they stand for out, each once.

A folder that is no source is searched, and a file inside of a snippet folder stands for that
folder, as editors and hooks name what was changed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import NothingToReadError, PyschedError
from pysched_gen.sources.nothing import what_folder_holds
from pysched_gen.sources.snippet_folder import DIALOG_SCRIPT, MANIFEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["Found", "search"]

_HEAD = 4096
_OUTPUT = ".pysched-gen.lock"  # in a directory that generate wrote to
_NO_SOURCES = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Found:
    """A source, as `read` takes it, or why there is none.

    `named` tells that the user said it, rather than a pattern or the folder it is in.
    """

    argument: str
    named: bool = True
    failure: PyschedError | None = None


def search(arguments: Sequence[str], by_pattern: Collection[str] = ()) -> list[Found]:
    """Return the sources that `arguments` stand for; those `by_pattern` are not named.

    What generate wrote is no source for a pattern that fits it too.
    """
    found: dict[str, Found] = {}
    for argument in arguments:
        named = argument not in by_pattern
        if not named and _is_in_output(argument):
            continue
        for one in _sources_at(argument, named=named):
            key = _identity(one.argument)
            known = found.get(key)
            if known is None or (one.named and not known.named):
                found[key] = one
    return list(found.values())


def _identity(argument: str) -> str:
    """Return what two names of one source have in common."""
    return os.path.realpath(argument) if os.path.lexists(argument) else argument


def _sources_at(argument: str, *, named: bool) -> Iterator[Found]:
    path = Path(argument)
    try:
        folder = _snippet_folder_of(path, argument)
        if folder is not None:
            yield Found(folder, named)
        elif argument and path.is_dir() and not _is_source(path):
            yield from _inside(argument, named=named)
        else:
            yield Found(argument, named)
    except (OSError, ValueError):  # whoever reads it says what is wrong
        yield Found(argument, named)


def _snippet_folder_of(path: Path, argument: str) -> str | None:
    """Return the snippet folder that the file `path` is a part of, or was before it was deleted.

    A file in a folder below is one if it is nothing that can be read by itself.
    """
    if not argument or path.is_dir() or not path.name:
        return None
    if (path.parent / MANIFEST).is_file():
        part = path.suffix == ".py" or path.name in {MANIFEST, DIALOG_SCRIPT}
        return _folder(argument) if part or (path.is_file() and not _is_source(path)) else None
    return None


def _folder(argument: str) -> str:
    return os.path.dirname(argument) or "."  # noqa: PTH120 - as the user typed it


def _is_source(path: Path) -> bool:
    """Return whether `path` holds schedulers by itself, looking at no more than its beginning."""
    if path.is_dir():
        return (path / MANIFEST).is_file() or _is_package(path) or _is_container(path)
    return _is_container(path) or _is_dump(path)


def _is_package(path: Path) -> bool:
    if not (path / "__init__.py").is_file():
        return False
    from pysched_gen.sources.python_module import python_package  # noqa: PLC0415 - start-up

    return python_package.module_in(path) is not None


def _is_container(path: Path) -> bool:
    from pysched_gen.formats.opening import is_container  # noqa: PLC0415 - start-up

    return is_container(path)


def _is_dump(path: Path) -> bool:
    if path.suffix != ".json" or not path.is_file():
        return False
    from pysched_gen.sources.node_dump import FORMAT  # noqa: PLC0415 - start-up

    with path.open("rb") as file:
        return FORMAT.encode() in file.read(_HEAD)


def _inside(argument: str, *, named: bool) -> Iterator[Found]:
    """Yield the snippet folders, scenes, assets and dumps below the folder `argument`, by name.

    Hidden folders, those behind links, and the output of generate are left out. `named` is that of
    the folder where nothing is below it.
    """
    waiting = [argument]
    count = 0
    while waiting:
        place = waiting.pop()
        deeper = []
        for entry in sorted(os.scandir(place), key=lambda one: one.name):
            if entry.name.startswith(".") or entry.name in _NO_SOURCES:
                continue
            path = os.path.join(place, entry.name) if place != "." else entry.name  # noqa: PTH118
            if entry.is_dir() and (entry.is_symlink() or _is_output(path)):
                continue
            if entry.is_dir() and not _is_folder_source(path):
                deeper.append(path)
            elif entry.is_dir() or (entry.is_file() and _is_source(Path(path))):
                count += 1
                yield Found(path, named=False)
        waiting += reversed(deeper)
    if not count:
        message = (
            f"{argument}: no {MANIFEST} in this folder or below; {what_folder_holds(argument)}"
        )
        yield Found(argument, named, NothingToReadError(message))


def _is_folder_source(path: str) -> bool:
    return (Path(path) / MANIFEST).is_file() or _is_container(Path(path))


def _is_in_output(argument: str) -> bool:
    path = Path(argument)
    return any(_is_output(str(place)) for place in (path, *path.parents))


def _is_output(path: str) -> bool:
    return os.path.lexists(os.path.join(path, _OUTPUT))  # noqa: PTH118 - no Path for each folder
