"""`pysched-gen check`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
    sources_argument,
)
from pysched_gen.cli.output import Progress, say, show_failures, show_findings
from pysched_gen.errors import ExitCode
from pysched_gen.pipeline import CHECK, run

__all__ = ["command"]


@click.command("check")
@sources_argument
@node_option
@identity_options
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
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
    state = run(CHECK, replace(request_for(sources, options), progress=Progress()))
    show_findings(state.diagnostics, payload=True)
    show_failures(state.failures)
    if not state.failures and not state.diagnostics:
        count = len(state.schedulers)
        say(f"{count} scheduler{'s'[: count != 1]} checked, nothing found")
    serious = any(finding.severity.value != "note" for finding in state.diagnostics)
    context.exit(state.exit_code or (ExitCode.FINDINGS if serious else ExitCode.OK))
