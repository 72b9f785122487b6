"""`pysched-gen asset`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
    sources_argument,
)
from pysched_gen.cli.output import mention, say, show_failures, show_findings
from pysched_gen.cli.pages import force_option, refuse_ending
from pysched_gen.cli.project import project_layer
from pysched_gen.cli.rule_options import rule_flags, rule_options
from pysched_gen.errors import UsageError
from pysched_gen.pipeline import ASSET, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.model.scheduler import Scheduler

__all__ = ["command"]

_ENDING = ".hda"
_ENDINGS = (".hda", ".otl", ".hdalc", ".otllc", ".hdanc", ".otlnc")


@click.command("asset")
@sources_argument
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE_OR_DIR",
    shell_complete=complete_paths,
    help="The .hda itself, or the folder for <name>.hda, such as otls.",
)
@click.option("--binary", "form", flag_value="binary", help="One file; the default for FILE.hda.")
@click.option(
    "--expanded", "form", flag_value="expanded", help="A folder of texts; the default for DIR."
)
@force_option
@node_option
@identity_options
@rule_options
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    """Write a digital asset that fronts the registered type of every SOURCE.

    Its node type has the full layout of the parameters, help and an icon. The code stays in the
    package that generate writes; generate --asset writes both. An expanded asset is a folder of
    texts that Houdini loads like a file, and that can live in git. Nothing is written if there
    is an error.

    \b
    Examples:
      pysched-gen asset snippets/farmq -o otls
      pysched-gen asset snippets/farmq -o farmq.hda
      pysched-gen generate snippets/farmq -o houdini --asset
    """
    refuse_ending(options["output"], _ENDINGS)
    flags = rule_flags(options)
    request = replace(request_for(sources, options), flags=flags, project=project_layer(context))
    state = run(ASSET, request)
    show_findings(state, payload=False)
    show_failures(state.failures)
    if state.failures or state.stopped:
        say("nothing was written")
        context.exit(state.exit_code)
    from pysched_gen.asset.definition import definition_of  # noqa: PLC0415 - start-up
    from pysched_gen.output.library import write_library  # noqa: PLC0415 - start-up

    for scheduler, place in _places(state.schedulers, options["output"]):
        written = write_library(
            place,
            definition_of(scheduler),
            expanded=_is_expanded(options["form"], place, options["output"]),
            force=options["force"],
        )
        mention(f"{place}: {'written' if written else 'up to date'}")


def _places(schedulers: Sequence[Scheduler], output: str) -> list[tuple[Scheduler, Path]]:
    if not output.endswith(_ENDINGS):
        return [(one, Path(output, f"{one.name}{_ENDING}")) for one in schedulers]
    if len(schedulers) > 1:
        raise UsageError(
            f"{output}: is for one asset, but there are {len(schedulers)} schedulers; "
            "give a folder, or take one of them with --node"
        )
    return [(one, Path(output)) for one in schedulers]


def _is_expanded(form: str | None, place: Path, output: str) -> bool:
    """Tell which of the two forms is wanted; an asset that is a folder stays one."""
    if form is None:
        return place.is_dir() or not output.endswith(_ENDINGS)
    return form == "expanded"
