"""Options about what a run may take from earlier ones, and how many processes it may start."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.completions import complete_paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from pysched_gen.cache.memory import Memory
    from pysched_gen.run_state import Request

__all__ = ["jobs_option", "memory_for", "speed_options"]


def jobs_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add -j, given as `jobs`."""
    return click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Use at most N processes.  [default: as many as there are processors]",
    )(function)


def speed_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add -j, --cache-dir and --no-cache; see `memory_for`."""
    for option in (
        click.option(
            "--no-cache",
            is_flag=True,
            envvar="PYSCHED_GEN_NO_CACHE",
            help="Do everything anew, and keep nothing of it.",
        ),
        click.option(
            "--cache-dir",
            type=click.Path(path_type=Path, file_okay=False),
            envvar="PYSCHED_GEN_CACHE",
            metavar="DIR",
            shell_complete=complete_paths,
            help="Keep results of snippet folders in DIR.  [default: a folder of the user's]",
        ),
    ):
        function = option(function)
    return jobs_option(function)


def memory_for(request: Request, options: dict[str, Any], command: str) -> Memory | None:
    """Return the results of earlier runs of `command` on the same terms.

    None with --no-cache, and with rules of others: what those read cannot be known.
    """
    if options["no_cache"] or request.flags.plugins or request.project.plugins:
        return None
    from pysched_gen.cache.memory import Memory  # noqa: PLC0415 - start-up
    from pysched_gen.cache.store import Store  # noqa: PLC0415 - start-up

    shaping = request.overrides, request.nodes, request.strict, request.options
    asked = repr((command, shaping, request.flags, request.project))
    folder = options["cache_dir"] or _default_folder()
    return None if folder is None else Memory(Store(folder), asked)


def _default_folder() -> Path | None:
    from platformdirs import user_cache_path  # noqa: PLC0415 - start-up

    folder = user_cache_path("pysched-gen", appauthor=False)
    # Of a user without a home, as containers have them, it would be "~" in the working directory.
    return folder if folder.is_absolute() else None
