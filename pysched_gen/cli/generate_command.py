"""`pysched-gen generate`."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
    sources_argument,
)
from pysched_gen.cli.output import (
    Progress,
    say,
    show,
    show_document,
    show_failures,
    show_findings,
)
from pysched_gen.cli.rule_options import rule_flags, rule_options
from pysched_gen.errors import ExitCode
from pysched_gen.model.identity import Overrides
from pysched_gen.pipeline import GENERATE, PLAN, run
from pysched_gen.render.options import Layout, Options

if TYPE_CHECKING:
    from pysched_gen.output.changes import Change
    from pysched_gen.output.plan import Plan
    from pysched_gen.run_state import State

__all__ = ["command"]

# What was done about a file that stood so to what was wanted.
_DONE = {
    "new": "new",
    "same": "same",
    "stale": "updated",
    "missing": "restored",
    "edited": "replaced",
    "foreign": "replaced",
    "orphan": "removed",
}


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
@click.option(
    "--remove",
    metavar="NAME",
    multiple=True,
    help="Remove the package NAME that we wrote to DIR; repeatable.",
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
@click.option(
    "--asset",
    is_flag=True,
    help="Also write otls/<name>.hda, a digital asset with the full layout of the parameters.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings and failures only.")
@node_option
@identity_options
@rule_options
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    """Write the scheduler package of every SOURCE into DIR.

    A SOURCE is a snippet folder, a Houdini scene or asset library (scene.hip:/path takes one
    node), a dump of nodes, or - for one of these files on standard input. Nothing is written if
    any of them has an error.

    \b
    Examples:
      pysched-gen generate snippets/farmq -o houdini
      pysched-gen generate schedulers/* -o houdini --check
      pysched-gen generate scene.hip -o houdini --name farmq --houdini 20.5
      HOUDINI_PATH="$PWD/houdini;&" houdini
    """
    request = replace(
        request_for(sources, options),
        options=Options(Layout(options["layout"]), options["houdini_package"], options["asset"]),
        output=options["output"],
        force=options["force"],
        prune=options["prune"],
        remove=options["remove"],
        say=say,
        strict=options["strict"],
        flags=rule_flags(options),
        progress=Progress(),
    )
    if options["check"] or options["diff"] or options["dry_run"]:
        context.exit(_preview(run(PLAN, request), options, sources))
    context.exit(_report(run(GENERATE, request), quiet=options["quiet"]))


def _preview(state: State, options: dict[str, Any], sources: tuple[str, ...]) -> ExitCode:
    from pysched_gen.output.diff import diff, stat  # noqa: PLC0415 - start-up
    from pysched_gen.output.report import stale_report  # noqa: PLC0415 - start-up

    show_findings(state, payload=False)
    show_failures(state.failures)
    if state.plan is None:
        return state.exit_code
    if options["diff"]:
        show_document(diff(state.plan))
    if options["dry_run"]:
        show(stat(state.plan), nl=False)
    if options["check"]:
        report = stale_report(state.plan, _command(sources, options))
        show(report, nl=False)
        return ExitCode.FINDINGS if report else state.exit_code
    return state.exit_code


def _command(sources: tuple[str, ...], options: dict[str, Any]) -> str:
    """Give the command line that writes what `--check` looked at."""
    words = ["pysched-gen", "generate", *sources, "-o", str(options["output"])]
    if options["layout"] != Layout.PACKAGE.value:
        words += ["--layout", options["layout"]]
    words += ["--houdini-package"] if options["houdini_package"] else []
    words += ["--asset"] if options["asset"] else []
    words += ["--prune"] if options["prune"] else []
    words += [word for name in options["remove"] for word in ("--remove", name)]
    words += ["--node", options["nodes"]] if options["nodes"] else []
    for key in Overrides.__slots__:
        if options[key] is not None:
            option = "class" if key == "class_name" else key.replace("_", "-")
            words += [f"--{option}", options[key]]
    for key in ("select", "extend_select", "ignore", "severity"):
        words += [word for text in options[key] for word in (f"--{key.replace('_', '-')}", text)]
    return shlex.join(words)


def _report(state: State, *, quiet: bool) -> ExitCode:
    show_findings(state, payload=False)
    show_failures(state.failures)
    if state.plan is not None and state.plan.conflicts:
        _show_conflicts(state.plan)
    elif state.stopped:
        say("nothing was written")
    elif not quiet:
        show("\n".join(_written(state)))
    if state.plan is not None:
        _tell_of_orphans(state.plan)
    return state.exit_code


def _tell_of_orphans(plan: Plan) -> None:
    from pysched_gen.output.report import orphan_lines  # noqa: PLC0415 - start-up

    for line, orphan in zip(orphan_lines(plan), plan.orphans, strict=True):
        say(f"note: {line}; run again with --remove {shlex.quote(orphan.owner)}")


def _show_conflicts(plan: Plan) -> None:
    from pysched_gen.errors import ConflictError  # noqa: PLC0415 - start-up
    from pysched_gen.output.diff import diff_edit  # noqa: PLC0415 - start-up
    from pysched_gen.output.report import conflict_message  # noqa: PLC0415 - start-up

    for change in plan.conflicts:
        show_document(diff_edit(change))
    show_failures([ConflictError(conflict_message(plan))])


def _line(change: Change, output: Path) -> str:
    part = f'  section "{change.owner}"' if change.shared else ""
    return f"{_DONE[change.status.value]:<8} {output / change.path}{part}"


def _written(state: State) -> list[str]:
    output = state.request.output
    outdated = state.plan.outdated if state.plan else ()
    lines = [_line(change, output) for change in outdated]
    changed = {change.owner for change in outdated}
    same = sum(scheduler.name not in changed for scheduler in state.schedulers)
    if same:
        lines.append(f"{output}: {same} package{'s'[: same != 1]} up to date")
    return lines
