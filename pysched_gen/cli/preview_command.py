"""`pysched-gen preview`."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.drawn import drawn
from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
    sources_argument,
)
from pysched_gen.cli.output import mention, say, show_failures
from pysched_gen.cli.pages import force_option, places, put, refuse_ending
from pysched_gen.errors import UsageError
from pysched_gen.pages.preview.page import preview_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.cli.drawn import Drawn

__all__ = ["command", "preview_page"]


@click.command("preview")
@sources_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=complete_paths,
    help="File or folder to write to, - to print.  [default: <name>-preview.html]",
)
@click.option("--open", "show", is_flag=True, help="Open the page in a browser.")
@click.option(
    "--png",
    metavar="FILE",
    shell_complete=complete_paths,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a picture of the page, taken by Chromium.",
)
@click.option(
    "--width",
    metavar="N",
    type=click.IntRange(200, 4000),
    default=1000,
    show_default=True,
    help="Width of the picture, in pixels.",
)
@force_option
@node_option
@identity_options
@click.pass_context
def command(context: click.Context, /, sources: tuple[str, ...], **options: Any) -> None:
    """Show the parameters of every SOURCE as Houdini's parameter editor would.

    Writes one HTML page a scheduler, which needs no other file and no network: tabs, menus and
    conditions work in it. A second tab shows what other nodes may override. Of a node of any other
    type that SOURCE names, and of assets, it shows what the file says of their parameters.

    \b
    Examples:
      pysched-gen preview snippets/farmq --open
      pysched-gen preview scene.hip:/tasks/topnet1/pythonscheduler1 -o farmq.html
      pysched-gen preview snippets/farmq --png farmq.png --width 420
      pysched-gen preview scene.hip:/out/mantra1
    """
    refuse_ending(options["output"], (".html", ".htm"), {".png": "--png"})
    refuse_ending(options["png"], (".png",))
    pages, state = drawn(request_for(sources, options))
    show_failures(state.failures)
    if options["png"] is not None and len(pages) > 1:
        raise UsageError(f"--png is for one interface, but there are {len(pages)}")
    _write(pages, options)
    context.exit(state.exit_code)


def _write(pages: Sequence[Drawn], options: dict[str, Any]) -> None:
    targets = places(pages, options["output"], "-preview.html")
    if options["show"] and None in targets:
        raise UsageError("--open needs a file; give -o a name in place of -")
    for one, place in zip(pages, targets, strict=True):
        page = preview_page(one)
        put(place, page, force=options["force"])
        if options["png"] is not None:
            _take_picture(page, options)
        if options["show"] and place is not None:
            _open(place)


def preview_page(one: Drawn) -> str:
    """Return the page that shows the parameters of a scheduler, node or asset."""
    return preview_html(one.items, one.label, one.short, one.category)


def _take_picture(page: str, options: dict[str, Any]) -> None:
    from pysched_gen.output.write_file import write_single  # noqa: PLC0415 - start-up
    from pysched_gen.pages.preview.picture import is_our_picture, page_picture  # noqa: PLC0415

    data = page_picture(page, options["width"])
    write_single(options["png"], data, force=options["force"], is_ours=is_our_picture)
    mention(f"{options['png']}: written")


def _open(place: Path) -> None:
    try:
        opened = webbrowser.open(place.absolute().as_uri())
    except webbrowser.Error:
        opened = False
    if not opened:
        say(f"no browser could be started; open {place.absolute()} in one")
