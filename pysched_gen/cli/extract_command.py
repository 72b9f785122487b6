"""`pysched-gen extract`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
)
from pysched_gen.cli.output import say, show_failures
from pysched_gen.errors import ConfigError, ExitCode, Problem, UsageError
from pysched_gen.pipeline import EXTRACT, run
from pysched_gen.scaffold.folder import create_folder, folder_texts, left_out

__all__ = ["command"]


@click.command("extract")
@click.argument("source", metavar="SOURCE")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder to create.",
)
@click.option(
    "--parameters",
    "form",
    type=click.Choice(["toml", "ds"]),
    default="toml",
    show_default=True,
    help="Where parameters stand: in scheduler.toml, or in parameters.ds as a dialog script.",
)
@click.option(
    "--lossy", is_flag=True, help="Leave out what a snippet folder cannot hold of a module."
)
@node_option
@identity_options
@click.pass_context
def command(
    context: click.Context, /, source: str, output: Path, form: str, *, lossy: bool, **options: Any
) -> None:
    """Write SOURCE as a snippet folder that generates the same package.

    \b
    Examples:
      pysched-gen extract dump.json -o snippets/farmq --name farmq
      pysched-gen extract scene.hip:/tasks/topnet1/pythonscheduler1 -o snippets/farmq
      pysched-gen extract snippets/farmq -o copy --parameters ds
    """
    state = run(EXTRACT, request_for((source,), options))
    if state.failures:
        show_failures(state.failures)
        context.exit(state.exit_code)
    if len(state.schedulers) > 1:
        nodes = ", ".join(scheduler.origin.node for scheduler in state.schedulers)
        raise UsageError(f"{source} holds several nodes: {nodes}; give one as {source}:/path")
    lost = [one for one in state.schedulers[0].losses if not one.is_harmless]
    if lost and not lossy:
        show_failures([ConfigError([Problem(one.span, one.message) for one in lost])])
        say("nothing was written; --lossy leaves these lines out")
        context.exit(ExitCode.FINDINGS)
    create_folder(output, folder_texts(state.schedulers[0], dialog_script=form == "ds"))
    for remark in left_out(state.schedulers[0]):
        say(f"note: {remark}")
    say(f"{output}: written; next: pysched-gen check {output}")
