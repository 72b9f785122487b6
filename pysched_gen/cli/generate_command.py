"""`pysched-gen generate`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.options import (
    identity_options,
    overrides_from,
    sources_argument,
    standard_input_for,
)
from pysched_gen.cli.output import Progress, say, show_failures, show_findings
from pysched_gen.errors import ExitCode
from pysched_gen.pipeline import GENERATE, PLAN, Request, run
from pysched_gen.render.options import Layout, Options

if TYPE_CHECKING:
    from pysched_gen.pipeline import State

__all__ = ["command"]


@click.command("generate")
@sources_argument
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Directory to put on HOUDINI_PATH; created if missing.",
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if DIR is out of date.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@click.option("--dry-run", is_flag=True, help="Write nothing; list what would be written.")
@click.option(
    "--force", is_flag=True, help="Overwrite files edited by hand; each is kept beside as .orig."
)
@click.option(
    "--prune",
    is_flag=True,
    help="Remove packages we wrote to DIR for schedulers that are not given.",
)
@click.option("--strict", is_flag=True, help="Warnings stop generation as errors do.")
@click.option(
    "--layout",
    type=click.Choice([layout.value for layout in Layout]),
    default=Layout.PACKAGE.value,
    show_default=True,
    help="A package folder, or the one file Save To Python would write.",
)
@click.option(
    "--houdini-package",
    is_flag=True,
    help="Also write packages/<name>.json, which puts DIR on HOUDINI_PATH.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings and failures only.")
@identity_options
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    r"""Write the scheduler package of every SOURCE into DIR.

    A SOURCE is a snippet folder, a JSON node dump, or - for a dump on standard input. Nothing
    is written if any of them has an error.

    \b
    Examples:
      pysched-gen generate snippets/farmq -o houdini
      pysched-gen generate schedulers/* -o houdini --check
      pysched-gen generate dump.json -o houdini --name farmq --houdini 20.5
      HOUDINI_PATH="$PWD/houdini;&" houdini
    """
    request = Request(
        arguments=sources,
        standard_input=standard_input_for(sources),
        overrides=overrides_from(options, sources),
        options=Options(Layout(options["layout"]), options["houdini_package"]),
        output=options["output"],
        force=options["force"],
        prune=options["prune"],
        strict=options["strict"],
        progress=Progress("schedulers"),
    )
    if options["check"] or options["diff"] or options["dry_run"]:
        context.exit(_preview(run(PLAN, request), options, sources))
    context.exit(_report(run(GENERATE, request), quiet=options["quiet"]))


def _preview(state: State, options: dict[str, Any], sources: tuple[str, ...]) -> ExitCode:
    from pysched_gen.write.diff import diff, stale_report, stat  # noqa: PLC0415 - start-up

    show_findings(state.diagnostics, payload=False)
    show_failures(state.failures)
    plan = state.plan
    if plan is None:
        return state.exit_code
    if options["diff"]:
        click.echo(diff(plan), nl=False)
    if options["dry_run"]:
        click.echo(stat(plan), nl=False)
    if options["check"]:
        words = ["pysched-gen", "generate", *sources, "-o", str(options["output"])]
        report = stale_report(plan, shlex.join([*words, *shlex.split(_flags(state))]))
        click.echo(report, nl=False)
        return ExitCode.FINDINGS if report else state.exit_code
    return state.exit_code


def _flags(state: State) -> str:
    return state.request.options.command_line


def _report(state: State, *, quiet: bool) -> ExitCode:
    show_findings(state.diagnostics, payload=False)
    show_failures(state.failures)
    if state.stopped:
        say("nothing was written")
        return state.exit_code
    if not quiet:
        for line in _written(state):
            click.echo(line)
    return state.exit_code


def _written(state: State) -> list[str]:
    output = state.request.output
    if state.plan is None:
        count = len(state.current)
        return [f"{output}: {count} package{'s'[: count != 1]} up to date"]
    lines = [
        f"{change.status.value:<8} {output / change.path}"
        for change in state.plan.changes
        if change.status.value != "same"
    ]
    unchanged = len(state.current) + sum(
        all(c.status.value == "same" for c in state.plan.changes if c.owner == package.owner)
        for package in state.packages
    )
    if unchanged:
        lines.append(f"{output}: {unchanged} package{'s'[: unchanged != 1]} up to date")
    return lines
