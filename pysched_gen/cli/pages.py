"""Pages about schedulers: where each goes, and putting it there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from pysched_gen.cli.output import mention, show_document
from pysched_gen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

__all__ = ["STANDARD_OUTPUT", "file_name", "force_option", "places", "put", "refuse_ending"]

STANDARD_OUTPUT = "-"
_UNSAFE = re.compile(r"[^\w.-]|^\.+")


def force_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add the option --force."""
    return click.option(
        "--force", is_flag=True, help="Replace what is not ours or was edited; it is kept as .orig."
    )(function)


def refuse_ending(
    output: str | os.PathLike[str] | None,
    endings: Collection[str],
    options: Mapping[str, str] | None = None,
) -> None:
    """Refuse a file whose name says that it is something else than what is written.

    `endings` are those that say what it is; a name without one says nothing. `options` are those
    that write something else, by its ending.

    Raises:
        UsageError: the ending of `output` is another one.
    """
    text = os.fspath(output or "")
    ending = Path(text).suffix.lower()
    if not ending or text.endswith(("/", os.sep)) or Path(text).is_dir() or ending in endings:
        return
    if endings:
        known = ", ".join(endings)
        other = (options or {}).get(ending)
        advice = f"give {other} {text}, or end" if other else "end"
        raise UsageError(
            f"{text}: no {ending} is written here; {advice} the name with one of {known}"
        )
    raise UsageError(f"{text}: a folder is written here; give it a name without {ending}")


class Named(Protocol):
    """What a page is about."""

    @property
    def name(self) -> str:
        """Return its name."""


def file_name(one: Named) -> str:
    """Give a name as a part of a file name; sources may call a scheduler anything."""
    return _UNSAFE.sub("_", one.name) or "_"


def places(pages: Sequence[Named], output: str | None, ending: str) -> list[Path | None]:
    """Give the file for each of `pages`; None stands for standard output.

    `output` is a file, a folder, "-" or None for the current directory.

    Raises:
        UsageError: several pages would go to one place.
    """
    names = [f"{stem}{ending}" for stem in _numbered([file_name(one) for one in pages])]
    if output is None:
        return [Path(name) for name in names]
    if output != STANDARD_OUTPUT and (output.endswith(("/", os.sep)) or Path(output).is_dir()):
        return [Path(output, name) for name in names]
    if len(pages) > 1:
        raise UsageError(
            f"{output}: is for one page, but there are {len(pages)} of them; "
            "give a folder, or take one of them with --node"
        )
    return [None if output == STANDARD_OUTPUT else Path(output) for _ in pages]


def _numbered(stems: Sequence[str]) -> list[str]:
    """Give `stems` with a number behind those that were there before, whatever their case."""
    taken = {stem.casefold() for stem in stems}
    given: set[str] = set()
    names = []
    for stem in stems:
        name, number = stem, 1
        while name.casefold() in given or (number > 1 and name.casefold() in taken):
            number += 1
            name = f"{stem}-{number}"
        given.add(name.casefold())
        names.append(name)
    return names


def put(place: Path | None, text: str, *, force: bool) -> None:
    """Print `text`, or write it to `place` and say so.

    Raises:
        ConflictError: a file that is not ours is there.
        UsageError: it cannot be written.
    """
    from pysched_gen.output.write_file import write_single  # noqa: PLC0415 - start-up

    if place is None:
        show_document(text)
    else:
        written = write_single(place, text.encode(), force=force)
        mention(f"{place}: {'written' if written else 'up to date'}")
