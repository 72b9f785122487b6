"""`pysched-gen watch`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.drawn import drawn_scheduler
from pysched_gen.cli.generate_command import making_options, making_request, show_generated
from pysched_gen.cli.options import sources_argument
from pysched_gen.cli.output import mention, show_failures
from pysched_gen.cli.pages import places, put
from pysched_gen.cli.preview_command import preview_page
from pysched_gen.cli.project import setting_option
from pysched_gen.errors import PyschedError, UsageError
from pysched_gen.pipeline import GENERATE, run
from pysched_gen.sources import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.run_state import Request, State

__all__ = ["command"]

_Seen = dict[str, tuple[int, int, int]]


@click.command("watch")
@sources_argument
@setting_option("output", required=True)
@click.option(
    "--preview",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep a page that shows the parameters of each scheduler in DIR too.",
)
@click.option(
    "--interval",
    metavar="SECONDS",
    type=click.FloatRange(0.05, 60),
    default=0.5,
    show_default=True,
    help="How often to look whether a file has changed.",
)
@making_options
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    *,
    preview: Path | None,
    interval: float,
    **options: Any,
) -> None:
    """Check and generate every SOURCE, and again whenever one is saved, until Ctrl-C.

    Files are looked at by name, size and time, not by messages of the operating system: those
    do not come from the file servers that studios keep their work on.

    \b
    Examples:
      pysched-gen watch schedulers/farmq -o houdini
      pysched-gen watch farm.hip -o houdini --preview pages
    """
    if STANDARD_INPUT in sources:
        raise UsageError("standard input cannot be watched; give a file or a folder")
    request = making_request(context, sources, options)
    missing = [one for one in sources if not any(path.exists() for path in _files((one,)))]
    if missing:
        raise UsageError(f"{missing[0]}: no such file, nor a folder with files; nothing to watch")
    seen: _Seen | None = None
    while True:
        now = _settled(sources, interval)
        if now != seen:
            seen = now
            _turn(request, preview)
            mention(f"watching {len(seen)} file{'s'[: len(seen) != 1]}; Ctrl-C ends it")
        time.sleep(interval)


def _turn(request: Request, preview: Path | None) -> None:
    """Check, generate and draw once; whatever is wrong is said, for the next save to mend."""
    try:
        state = run(GENERATE, request)
        show_generated(state)
        if preview is not None:
            _draw(state, preview)
    except PyschedError as error:
        show_failures([error])


def _draw(state: State, preview: Path) -> None:
    targets = places(state.schedulers, f"{preview}{os.sep}", "-preview.html")
    for scheduler, place in zip(state.schedulers, targets, strict=True):
        put(place, preview_page(drawn_scheduler(scheduler)), force=False)


def _settled(sources: tuple[str, ...], interval: float) -> _Seen:
    """Return what the files are like once they stay so: an editor may be writing several."""
    found = _look(sources)
    while True:
        time.sleep(min(interval, 0.1))
        again = _look(sources)
        if again == found:
            return found
        found = again


def _look(sources: tuple[str, ...]) -> _Seen:
    found: _Seen = {}
    for path in _files(sources):
        try:
            status = path.stat()
        except OSError:  # it went away meanwhile, or never was there: reading it will say so
            continue
        found[str(path)] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _files(sources: tuple[str, ...]) -> Iterator[Path]:
    for source in sources:
        path = Path(source if os.path.lexists(source) else source.partition(":/")[0])
        if (path.parent / "scheduler.toml").is_file():
            path = path.parent
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith((".", "__pycache__")))
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
