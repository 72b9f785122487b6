"""`pysched-gen document`."""

from __future__ import annotations

from typing import Any

import click

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.drawn import drawn
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
    shell_complete=complete_paths,
    help="File or folder to write to, - to print.  [default: <name>-parameters.md or .html]",
)
@force_option
@node_option
@identity_options
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    """Write a page about the parameters of every SOURCE.

    It has a heading for each folder, and says of each parameter its label, name, type, default,
    choices, help and conditions, and whether single TOP nodes may override it. Of a node of any
    other type that SOURCE names, and of assets, it says what the file does.

    \b
    Examples:
      pysched-gen document snippets/farmq
      pysched-gen document snippets/farmq -o docs/farmq.html
      pysched-gen document schedulers/* -o docs/
    """
    refuse_ending(options["output"], _ENDINGS)
    pages, state = drawn(request_for(sources, options))
    show_failures(state.failures)
    make, ending = _FORMATS[_format(options)]
    targets = places(pages, options["output"], f"-parameters{ending}")
    for one, place in zip(pages, targets, strict=True):
        page = make(one.label, one.about, sections_of(one.items))
        put(place, page, force=options["force"])
    context.exit(state.exit_code)


def _format(options: dict[str, Any]) -> str:
    if options["form"] is None:
        return "html" if (options["output"] or "").endswith((".html", ".htm")) else "markdown"
    return str(options["form"])
