"""Options that several commands share, each said once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from pysched_gen.cli.output import detail, mention
from pysched_gen.cli.project import passed_by, setting_option, sources_argument
from pysched_gen.model.identity import Overrides
from pysched_gen.model.scheduler import Base, CallbackServer
from pysched_gen.run_state import Request
from pysched_gen.sources import MAX_FILE, STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "identity_options",
    "node_option",
    "request_for",
    "sources_argument",
    "standard_input_for",
]

_IDENTITY = (
    setting_option("houdini"),
    click.option("--name", help="Folder, module, registered type and templateName."),
    click.option("--label", help="Label in the TAB menu."),
    click.option("--class", "class_name", metavar="NAME", help="Name of the Python class."),
    click.option("--category", help="Category of the scheduler properties."),
    click.option("--parm-prefix", metavar="PREFIX", help="Prefix of overridable parameters."),
    click.option(
        "--base", type=click.Choice([base.value for base in Base]), help="Class to derive from."
    ),
    click.option(
        "--callback-server",
        type=click.Choice([kind.value for kind in CallbackServer]),
        help="Who can reach the server that jobs report to.",
    ),
)


def node_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add the option --node, given as `nodes`."""
    return click.option(
        "--node",
        "nodes",
        metavar="PATTERN",
        default="",
        help="Take the nodes of a scene, library or dump whose path matches, such as '/obj/*'.",
    )(function)


def identity_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that replace what a source says about its identity."""
    for option in reversed(_IDENTITY):
        function = option(function)
    return function


def request_for(sources: tuple[str, ...], options: dict[str, Any]) -> Request:
    """Give what `sources_argument`, `node_option` and `identity_options` took from the user.

    Raises:
        click.UsageError: one scheduler's name, class or label is given to several sources, or
            standard input cannot be the source it is said to be.
    """
    return Request(
        sources,
        passed_by(click.get_current_context()),
        standard_input_for(sources),
        overrides=_overrides_from(options, sources),
        nodes=options["nodes"],
        say=mention,
        detail=detail,
    )


def _overrides_from(options: dict[str, Any], sources: tuple[str, ...]) -> Overrides:
    overrides = Overrides(**{key: options[key] for key in Overrides.__slots__})
    single = {"--name": overrides.name, "--class": overrides.class_name, "--label": overrides.label}
    given = [option for option, value in single.items() if value is not None]
    if given and len(sources) > 1:
        raise click.UsageError(f"{given[0]} is for one source, but {len(sources)} are given")
    return overrides


def standard_input_for(sources: tuple[str, ...]) -> bytes:
    """Read standard input if "-" is among `sources`.

    Raises:
        click.UsageError: "-" is given twice, or there is no standard input, or no end of it.
    """
    if STANDARD_INPUT not in sources:
        return b""
    if sources.count(STANDARD_INPUT) > 1:
        raise click.UsageError("- is given twice, but there is one standard input")
    stream: TextIO | None = sys.stdin  # Python has none where the descriptor is closed
    if stream is None:
        raise click.UsageError("- is given, but standard input is closed")
    data = stream.buffer.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise click.UsageError(f"standard input has more than {MAX_FILE:,} bytes; give a file")
    return data
