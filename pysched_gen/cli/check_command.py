"""`pysched-gen check`."""

from __future__ import annotations

from typing import Any

import click

from pysched_gen.cli.options import (
    identity_options,
    node_option,
    overrides_from,
    sources_argument,
    standard_input_for,
)
from pysched_gen.cli.output import Progress, say, show_failures, show_findings
from pysched_gen.errors import ExitCode
from pysched_gen.pipeline import CHECK, run
from pysched_gen.state import Request

__all__ = ["command"]


@click.command("check")
@sources_argument
@node_option
@identity_options
@click.pass_context
def command(
    context: click.Context, /, sources: tuple[str, ...], nodes: str, **options: Any
) -> None:
    """Check the callbacks, parameters and identity of every SOURCE; write nothing.

    A SOURCE is a snippet folder, a Houdini scene or asset library (scene.hip:/path takes one
    node), a dump of nodes, or - for one of these files on standard input. Ends with 1 if there
    is an error or a warning; notes do not count.

    \b
    Examples:
      pysched-gen check snippets/farmq
      pysched-gen check schedulers/* --houdini 22.0
      hython dump_node.py scene.hip | pysched-gen check -
    """
    overrides = overrides_from(options, sources)
    stdin = standard_input_for(sources)
    state = run(CHECK, Request(sources, stdin, overrides, nodes=nodes, progress=Progress()))
    show_findings(state.diagnostics, payload=True)
    show_failures(state.failures)
    if not state.failures and not state.diagnostics:
        count = len(state.schedulers)
        say(f"{count} scheduler{'s'[: count != 1]} checked, nothing found")
    serious = any(finding.severity.value != "note" for finding in state.diagnostics)
    context.exit(state.exit_code or (ExitCode.FINDINGS if serious else ExitCode.OK))
