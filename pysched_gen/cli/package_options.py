"""Options of the commands that run a package against the stand-in, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.completions import complete_paths, complete_schedulers, complete_values
from pysched_gen.cli.project import packages_of_project, project_option, setting_option
from pysched_gen.errors import UsageError
from pysched_gen.houdini.releases import RELEASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pysched_gen.run.environment import Surroundings

__all__ = ["pairs", "scheduler_pattern", "stand_in_options", "surroundings_of"]

_OPTIONS = (
    click.argument(
        "packages",
        metavar="[PACKAGE_DIR]...",
        nargs=-1,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=packages_of_project,
    ),
    click.option(
        "--scheduler",
        metavar="PATTERN",
        shell_complete=complete_schedulers,
        help="Only the one of that name, or those that a pattern such as 'farm*' fits.  "
        "[default: all of them]",
    ),
    click.option(
        "--all", "every", is_flag=True, help="All schedulers, whatever --scheduler is configured."
    ),
    click.option(
        "--houdini",
        metavar="RELEASE",
        type=click.Choice([release.name for release in RELEASES]),
        help="Release to stand in for.  [default: that of the package's heading, or the latest]",
    ),
    click.option(
        "--python",
        metavar="PATH",
        shell_complete=complete_paths,
        help="Interpreter to run in, such as the release's own.",
    ),
    click.option(
        "--set",
        "assignments",
        metavar="PARM=VALUE",
        shell_complete=complete_values,
        multiple=True,
        help="Set a parameter of the scheduler; repeatable.",
    ),
    setting_option("verify.paths", type=click.Path(exists=True, file_okay=False, path_type=Path)),
    setting_option("verify.environment"),
)


def stand_in_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add PACKAGE_DIR... as `packages`, and the options above."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return project_option(function)


def surroundings_of(packages: tuple[Path, ...], options: dict[str, Any]) -> Surroundings:
    """Return what the options say of the Houdini that the scheduler meets.

    Raises:
        click.UsageError: no package is given.
        UsageError: an option has no effect, or a package file cannot be used.
        NothingToReadError: no folder holds a module of types.
    """
    from pysched_gen.run.environment import find_surroundings  # noqa: PLC0415 - start-up

    if not packages:
        raise click.UsageError(
            "Missing argument 'PACKAGE_DIR...'. Give it, or say output in pysched.toml or "
            "[tool.pysched-gen] of pyproject.toml."
        )
    return find_surroundings(
        packages,
        options["houdini"],
        options["python_paths"],
        pairs("--env", options["variables"]),
    )


def scheduler_pattern(options: dict[str, Any]) -> str | None:
    """Return the pattern that names of schedulers have to fit, None for all of them."""
    return None if options["every"] else options["scheduler"]


def pairs(option: str, texts: Iterable[str]) -> dict[str, str]:
    """Return name to value of the `texts` "NAME=VALUE" that `option` was given.

    Raises:
        UsageError: one is not of that form.
    """
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"{option} {text}: give it as NAME=VALUE")
        found[name] = value
    return found
