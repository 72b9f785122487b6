"""Options of the commands that run a package against the stand-in, each said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pysched_gen.errors import UsageError
from pysched_gen.houdini.releases import RELEASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["pairs", "stand_in_options"]

_OPTIONS = (
    click.option("--scheduler", metavar="NAME", help="Which one, where the package has several."),
    click.option(
        "--houdini",
        metavar="RELEASE",
        type=click.Choice([release.name for release in RELEASES]),
        help="Release to stand in for.  [default: that of the package's heading, or the latest]",
    ),
    click.option(
        "--python", metavar="PATH", help="Interpreter to run in, such as the release's own."
    ),
    click.option(
        "--set",
        "assignments",
        metavar="PARM=VALUE",
        multiple=True,
        help="Set a parameter of the scheduler; repeatable.",
    ),
)


def stand_in_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add --scheduler, --houdini, --python and --set, the last given as `assignments`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def pairs(option: str, texts: Iterable[str]) -> dict[str, str]:
    """Give name to value of the `texts` "NAME=VALUE" that `option` was given.

    Raises:
        UsageError: one is none.
    """
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"{option} {text}: give it as NAME=VALUE")
        found[name] = value
    return found
