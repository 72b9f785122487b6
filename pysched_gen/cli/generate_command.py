"""`pysched-gen generate`."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.cache_options import memory_for, speed_options
from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
    sources_argument,
)
from pysched_gen.cli.output import (
    Progress,
    is_quiet,
    mention,
    say,
    show,
    show_document,
    show_failures,
    show_findings,
)
from pysched_gen.cli.project import is_given, project_file, project_layer, setting_option
from pysched_gen.cli.reporting import report_options, show_report, write_report
from pysched_gen.cli.rule_options import rule_flags, rule_options
from pysched_gen.errors import ExitCode
from pysched_gen.model.identity import Overrides
from pysched_gen.pipeline import GENERATE, look, run
from pysched_gen.render.options import Layout, Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pysched_gen.output.changes import Change
    from pysched_gen.output.plan import Plan
    from pysched_gen.run_state import Request, State

__all__ = ["command", "making_options", "making_request", "show_generated"]

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


def making_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say what is written, and what stops it; see `making_request`."""
    function = rule_options(identity_options(node_option(function)))
    for key in ("asset", "houdini-package", "layout", "strict"):
        function = setting_option(key)(function)
    return function


def making_request(
    context: click.Context, sources: tuple[str, ...], options: dict[str, Any]
) -> Request:
    """Return what `making_options` and --output took from the user and the project."""
    return replace(
        request_for(sources, options),
        options=Options(Layout(options["layout"]), options["houdini_package"], options["asset"]),
        output=options["output"],
        strict=options["strict"],
        flags=rule_flags(options),
        project=project_layer(context),
    )


@click.command("generate")
@sources_argument
@setting_option("output", required=True)
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
@making_options
@report_options
@speed_options
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
    looks = options["check"] or options["diff"] or options["dry_run"]
    if not looks and (options["form"] != "text" or options["statistics"] or options["files"]):
        raise click.UsageError("--format, --output-file and --statistics are for --check")
    request = replace(
        making_request(context, sources, options),
        force=options["force"],
        prune=options["prune"],
        remove=options["remove"],
        progress=Progress(),
        jobs=options["jobs"] or 0,
        only_results=True,
    )
    memory = memory_for(request, options, "generate")
    request = replace(request, memory=memory)
    state = look(request) if looks else run(GENERATE, request)
    if memory is not None:
        memory.end()
    context.exit(_preview(state, options, context) if looks else show_generated(state))


def _preview(state: State, options: dict[str, Any], context: click.Context) -> ExitCode:
    from pysched_gen.output.diff import diff, stat  # noqa: PLC0415 - start-up
    from pysched_gen.output.report import stale_report  # noqa: PLC0415 - start-up

    plan, form = state.plan, options["form"]
    command = "" if plan is None else shlex.join(_command(context, plan))
    report = "" if plan is None or not options["check"] else stale_report(plan, command)
    whole = state
    if report and plan is not None:
        from pysched_gen.output.findings import output_findings  # noqa: PLC0415 - start-up

        found = (*state.diagnostics, *output_findings(plan, command, _scene_warnings(state)))
        whole = replace(state, diagnostics=found)
    write_report(whole, options["files"])
    if options["statistics"] or form != "text":
        show_report(whole, form, statistics=options["statistics"])
    else:
        show_findings(state, payload=False)
    show_failures(state.failures)
    if plan is not None and options["diff"]:
        show_document(diff(plan))
    if plan is not None and options["dry_run"]:
        show(stat(plan), nl=False)
    if form == "text" and not options["statistics"]:
        show(report, nl=False)
        if options["check"] and plan is not None and not plan.outdated:
            for line in _same(state):
                mention(line)
        _tell_of_scenes(state)
    code = state.exit_code or (ExitCode.FINDINGS if report else ExitCode.OK)
    return ExitCode.OK if options["exit_zero"] and code == ExitCode.FINDINGS else code


def _command(context: click.Context, plan: Plan) -> list[str]:
    """Return the words that write what `--check` looked at: what was typed, without the looking.

    What the project's file says is said by it again. Where every package that is there was made
    with the same other options, those take the place of what shapes the output.
    """
    recorded = {options for _, options in plan.other_options}
    made = recorded.pop() if len(recorded) == 1 else None
    words = ["pysched-gen", "generate"]
    for parameter in context.command.params:
        name = parameter.name or ""
        if name in _LOOKING or not is_given(context, name):
            continue
        if made is not None and name in _SHAPING:
            continue
        value = context.params.get(name)
        values = value if isinstance(value, tuple) else (value,)
        if isinstance(parameter, click.Argument):
            words[2:2] = map(str, values)
        elif isinstance(value, bool):
            words.append(parameter.opts[0] if value else parameter.secondary_opts[0])
        else:
            words += [word for one in values for word in (_flag(parameter), str(one))]
    return [*words, *(made or ()), *_file_words(context)]


# Options that change nothing of what is written.
_LOOKING = frozenset(
    {"check", "diff", "dry_run", "quiet", "verbose", "form", "files", "statistics", "exit_zero"}
    | {"jobs", "cache_dir", "no_cache"}
)


# Options that the lock keeps.
_SHAPING = frozenset({*Overrides.__slots__, "layout", "houdini_package", "asset"})


def _flag(parameter: click.Parameter) -> str:
    return min(parameter.opts, key=len)


def _file_words(context: click.Context) -> list[str]:
    file = project_file(context)
    return [] if file is None else ["--config", file] if file else ["--isolated"]


def show_generated(state: State) -> ExitCode:
    """Print what became of a run that writes; return the exit code."""
    show_findings(state, payload=False)
    show_failures(state.failures)
    if state.plan is not None and state.plan.conflicts:
        _show_conflicts(state.plan)
    elif state.stopped:
        say("nothing was written")
    elif not is_quiet():
        for line in _written(state):
            show(line)
    if state.plan is not None:
        _tell_of_orphans(state.plan)
        _tell_of_scenes(state)
    return state.exit_code


def _scene_warnings(state: State) -> tuple[str, ...]:
    from pysched_gen.output.saved_scenes import saved_scene_warnings  # noqa: PLC0415 - start-up

    if state.plan is None:
        return ()
    return saved_scene_warnings(state.plan)


def _tell_of_scenes(state: State) -> None:
    for line in _scene_warnings(state):
        say(f"warning: {line}")


def _tell_of_orphans(plan: Plan) -> None:
    from pysched_gen.output.report import orphan_lines  # noqa: PLC0415 - start-up

    for line, orphan in zip(orphan_lines(plan), plan.orphans, strict=True):
        mention(f"note: {line}; run again with --remove {shlex.quote(orphan.owner)}")


def _show_conflicts(plan: Plan) -> None:
    from pysched_gen.output.diff import diff_edit  # noqa: PLC0415 - start-up
    from pysched_gen.output.report import conflict_of  # noqa: PLC0415 - start-up

    for change in plan.conflicts:
        show_document(diff_edit(change))
    show_failures([conflict_of(plan)])


def _line(change: Change, output: Path) -> str:
    part = f'  section "{change.owner}"' if change.shared else ""
    return f"{_DONE[change.status.value]:<8} {output / change.path}{part}"


def _written(state: State) -> list[str]:
    outdated = state.plan.outdated if state.plan else ()
    return [*(_line(change, state.request.output) for change in outdated), *_same(state)]


def _same(state: State) -> list[str]:
    changed = {change.owner for change in (state.plan.outdated if state.plan else ())}
    same = sum(package.owner not in changed for package in state.packages)
    return [f"{state.request.output}: {same} package{'s'[: same != 1]} up to date"] if same else []
