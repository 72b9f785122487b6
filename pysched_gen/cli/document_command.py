"""`pysched-gen document`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
    sources_argument,
)
from pysched_gen.cli.output import show_failures
from pysched_gen.cli.pages import force_option, places, put, refuse_ending
from pysched_gen.pages.document.markdown import markdown_page
from pysched_gen.pages.document.page import html_page
from pysched_gen.pages.document.sections import sections_of
from pysched_gen.pipeline import INSPECT, run

if TYPE_CHECKING:
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["command"]

_FORMATS = {"markdown": (markdown_page, ".md"), "html": (html_page, ".html")}
_ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm")


@click.command("document")
@sources_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    help="Markup of the page.  [default: html for FILE.html, else markdown]",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="File or folder to write to, - to print.  [default: <name>-parameters.md or .html]",
)
@force_option
@node_option
@identity_options
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    """Write a page about the parameters of every SOURCE.

    It has a heading for each folder, and says of each parameter its label, name, type, default,
    choices, help and conditions, and whether single TOP nodes may override it.

    \b
    Examples:
      pysched-gen document snippets/farmq
      pysched-gen document snippets/farmq -o docs/farmq.html
      pysched-gen document schedulers/* -o docs/
    """
    refuse_ending(options["output"], _ENDINGS)
    state = run(INSPECT, request_for(sources, options))
    show_failures(state.failures)
    make, ending = _FORMATS[_format(options)]
    targets = places(state.schedulers, options["output"], f"-parameters{ending}")
    for scheduler, place in zip(state.schedulers, targets, strict=True):
        page = make(scheduler.label, _subtitle(scheduler), sections_of(scheduler.interface))
        put(place, page, force=options["force"])
    context.exit(state.exit_code)


def _format(options: dict[str, Any]) -> str:
    if options["form"] is None:
        return "html" if (options["output"] or "").endswith((".html", ".htm")) else "markdown"
    return str(options["form"])


def _subtitle(scheduler: Scheduler) -> str:
    return (
        f"Parameters of the PDG scheduler {scheduler.name}, Houdini {scheduler.release} or later."
    )
