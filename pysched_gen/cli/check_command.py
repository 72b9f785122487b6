"""`pysched-gen check`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.cache_options import memory_for, speed_options
from pysched_gen.cli.fixing import fix_options, mended
from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
    sources_argument,
)
from pysched_gen.cli.output import Progress, mention, show_failures, show_findings
from pysched_gen.cli.project import project_layer
from pysched_gen.cli.reporting import report_options, show_report, write_report
from pysched_gen.cli.rule_options import rule_flags, rule_options
from pysched_gen.errors import ExitCode
from pysched_gen.pipeline import CHECK, run

if TYPE_CHECKING:
    from pysched_gen.run_state import State

__all__ = ["command"]


@click.command("check")
@sources_argument
@node_option
@identity_options
@rule_options
@report_options
@click.option(
    "--types",
    is_flag=True,
    help="Let mypy look too, at the generated module with the stubs of pdg.",
)
@fix_options
@speed_options
@click.pass_context
def command(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    *,
    form: str,
    files: tuple[tuple[str, str], ...],
    statistics: bool,
    exit_zero: bool,
    fix: bool,
    unsafe_fixes: bool,
    fix_diff: bool,
    **options: Any,
) -> None:
    """Check the callbacks, parameters and identity of every SOURCE; write nothing unless asked.

    A SOURCE is a snippet folder, a Houdini scene or asset library (scene.hip:/path takes one
    node), a dump of nodes, or - for one of these files on standard input. Ends with 1 if there
    is an error or a warning; notes do not count.

    \b
    Examples:
      pysched-gen check snippets/farmq
      pysched-gen check schedulers/* --houdini 22.0
      pysched-gen check snippets/farmq --fix
      pysched-gen check schedulers/* --format github --output-file check.sarif
      pysched-gen check farmq --select PSG1 --ignore text-result
      hython dump_node.py scene.hip | pysched-gen check -
    """
    flags = rule_flags(options)
    request = replace(
        request_for(sources, options),
        flags=flags,
        project=project_layer(context),
        progress=Progress(),
        jobs=options["jobs"] or 0,
    )
    if not (fix or unsafe_fixes or fix_diff or options["types"]):  # those need the texts
        memory = memory_for(request, options, "check")
        request = replace(request, memory=memory, only_results=True)
    state = run(CHECK, request)
    if request.memory is not None:
        request.memory.end()
    if fix or unsafe_fixes or fix_diff:
        state = mended(state, unsafe=unsafe_fixes, diff=fix_diff)
    if options["types"]:
        state = _with_types(state)
    write_report(state, files)
    if statistics or form != "text":
        show_report(state, form, statistics=statistics)
    else:
        show_findings(state, payload=True)
    show_failures(state.failures)
    if form == "text" and not (state.failures or state.diagnostics):
        count = len(state.schedulers) + len(state.remembered)
        waived = f", {len(state.waived)} waived" if state.waived else ""
        mention(f"{count} scheduler{'s'[: count != 1]} checked, nothing found{waived}")
    serious = any(one.severity.value != "note" for one in state.diagnostics)
    code = state.exit_code or (ExitCode.FINDINGS if serious else ExitCode.OK)
    context.exit(ExitCode.OK if exit_zero and code == ExitCode.FINDINGS else code)


def _with_types(state: State) -> State:
    """Return `state` with what mypy finds behind what the rules found."""
    from pysched_gen.run.types import type_findings  # noqa: PLC0415 - start-up

    found = [one for each in state.schedulers for one in type_findings(each, state.request)]
    return replace(state, diagnostics=(*state.diagnostics, *found))
