"""`pysched-gen releases`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen import __version__
from pysched_gen.cli.completions import (
    complete_paths,
    complete_scenarios,
    complete_values_of_sources,
)
from pysched_gen.cli.options import node_option, request_for, sources_argument
from pysched_gen.cli.output import Progress, show, show_document, show_failures
from pysched_gen.cli.package_options import pairs
from pysched_gen.cli.project import project_layer
from pysched_gen.cli.rule_options import rule_flags, rule_options
from pysched_gen.errors import ExitCode
from pysched_gen.houdini.releases import RELEASES
from pysched_gen.model.identity import Overrides
from pysched_gen.pipeline import EXTRACT, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.houdini.releases import Release
    from pysched_gen.run.verify.releases import OnRelease, Play
    from pysched_gen.run_state import State

__all__ = ["command"]


@click.command("releases")
@sources_argument
@click.option(
    "--houdini",
    "names",
    metavar="RELEASE",
    multiple=True,
    type=click.Choice([release.name for release in RELEASES]),
    help="Look at this release only; repeatable.",
)
@click.option("--no-verify", is_flag=True, help="Only check; run nothing of the scheduler.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to print the table.",
)
@click.option(
    "--scenario",
    "patterns",
    metavar="PATTERN",
    shell_complete=complete_scenarios,
    multiple=True,
    help="Play only scenarios whose name fits; repeatable.",
)
@click.option(
    "--python",
    metavar="PATH",
    shell_complete=complete_paths,
    help="Interpreter to play scenarios in, such as a release's own.",
)
@click.option(
    "--set",
    "assignments",
    metavar="PARM=VALUE",
    shell_complete=complete_values_of_sources,
    multiple=True,
    help="Set a parameter of the scheduler; repeatable.",
)
@click.option(
    "--path",
    "python_paths",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Search DIR for Python modules that the scheduler imports; repeatable.",
)
@click.option(
    "--env",
    "variables",
    metavar="NAME=VALUE",
    multiple=True,
    help="Set a variable for the scheduler and its jobs; repeatable.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=1),
    default=30.0,
    show_default=True,
    help="Time for which nothing may happen in a scenario.",
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Play N scenarios at a time, of all releases.",
)
@node_option
@rule_options
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    *,
    names: tuple[str, ...],
    form: str,
    **options: Any,
) -> None:
    """Tell on which Houdini releases a scheduler works, and what stops it on the others.

    For every release SOURCE is checked, and where no error is found its package is generated into
    a temporary folder and verified as that release. Scenarios run in this Python unless --python
    names another. Ends with 1 if a release that was looked at stops it.

    \b
    Examples:
      pysched-gen releases snippets/farmq
      pysched-gen releases snippets/farmq --no-verify
      pysched-gen releases farm.py --houdini 20.5 --houdini 21.0 --format markdown
    """
    flags = rule_flags(options)
    play = _play(options)
    identity = dict.fromkeys(Overrides.__slots__)
    request = replace(
        request_for(sources, options | identity), flags=flags, project=project_layer(context)
    )
    state = run(EXTRACT, request)
    show_failures(state.failures)
    if not state.schedulers:
        context.exit(state.exit_code)
    chosen = [release for release in RELEASES if not names or release.name in names]
    tables = _tables(state, chosen, play)
    from pysched_gen.run.verify.report.releases import RENDERERS  # noqa: PLC0415 - start-up

    report = RENDERERS[form](tables, __version__)
    if form == "text":
        show(report, nl=False)
    else:
        show_document(report)
    works = all(row.works for rows in tables.values() for row in rows)
    context.exit(state.exit_code or (ExitCode.OK if works else ExitCode.FINDINGS))


def _play(options: dict[str, Any]) -> Play:
    from pysched_gen.cli.verify_command import chosen_scenarios  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.releases import Play  # noqa: PLC0415 - start-up

    return Play(
        () if options["no_verify"] else chosen_scenarios(options["patterns"], ()),
        pairs("--set", options["assignments"]),
        options["timeout"],
        options["python"],
        options["jobs"] or 0,
        options["python_paths"],
        pairs("--env", options["variables"]),
    )


def _tables(
    state: State, releases: Sequence[Release], play: Play
) -> dict[str, Sequence[OnRelease]]:
    from pysched_gen.run.interruption import forwarding_interrupts  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.releases import on_releases  # noqa: PLC0415 - start-up

    tables: dict[str, Sequence[OnRelease]] = {}
    progress = partial(Progress(noun="scenarios"), "played")
    with forwarding_interrupts() as interruptions:
        for scheduler in state.schedulers:
            source = next(one for one in state.sources if one.origin == scheduler.origin)
            rows = on_releases(source, releases, state.request, play, progress)
            if interruptions.exit_code:
                raise KeyboardInterrupt
            tables[f"{scheduler.name} ({scheduler.origin})"] = rows
    return tables
