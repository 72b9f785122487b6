"""`pysched-gen callbacks`."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from pysched_gen.cli.output import show
from pysched_gen.errors import UsageError
from pysched_gen.houdini.callbacks import (
    CALLBACKS,
    HOOKS,
    METHODS,
    CallbackSpec,
    Form,
    Hook,
    callback_named,
    hook_named,
)
from pysched_gen.houdini.releases import LATEST, RELEASES, Release, release_named

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["command", "page_of"]

_LEAST = 24  # columns for words beside something else


def _complete(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    start = incomplete.lower()
    found = [spec for spec in METHODS if spec.method.lower().startswith(start)]
    return [CompletionItem(spec.method, help=spec.help) for spec in found]


@click.command("callbacks")
@click.argument("name", required=False, shell_complete=_complete)
@click.option(
    "--houdini",
    metavar="RELEASE",
    type=click.Choice([release.name for release in RELEASES]),
    default=LATEST.name,
    show_default=True,
    help="As this release has them.",
)
@click.option("--releases", is_flag=True, help="List the Houdini releases and what they changed.")
def command(name: str | None, houdini: str, *, releases: bool) -> None:
    """List the scheduler callbacks, or explain the one called NAME.

    NAME is a method (onTransferFile) or a parameter of the node (transferfile).

    \b
    Examples:
      pysched-gen callbacks
      pysched-gen callbacks onSchedule
      pysched-gen callbacks submitAsJob --houdini 19.5
      pysched-gen callbacks --releases
    """
    release = release_named(houdini) or LATEST
    if releases:
        lines = _releases()
    elif name is None:
        lines = _table(release)
    else:
        lines = page_of(_known(name), release)
    show("\n".join(lines))


def _known(name: str) -> CallbackSpec | Hook:
    spec = callback_named(name) or hook_named(name)
    if spec is None:
        known = [spec.method for spec in METHODS]
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f'did you mean "{near[0]}"?' if near else '"pysched-gen callbacks" lists them'
        raise UsageError(f'"{name}" is no scheduler callback; {hint}')
    return spec


def _table(release: Release) -> Iterator[str]:
    rows = [
        (spec.method, _parm(spec, release), spec.form(release).returns.value, spec.help)
        for spec in CALLBACKS
        if spec.exists_in(release)
    ]
    header = ("METHOD", "PARAMETER", "RETURNS", f"IN HOUDINI {release}")
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(3)]
    for row in [header, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield from _wrapped("  ".join([*cells, ""]), row[3])
    hooks = [hook for hook in HOOKS if release >= hook.since]
    width = max(len(hook.method) for hook in hooks)
    yield ""
    yield "METHODS OF methods.py THAT ARE CALLED, TOO"
    for hook in hooks:
        yield from _wrapped(f"{hook.method.ljust(width)}  ", hook.help)


def _wrapped(head: str, text: str) -> list[str]:
    """Return `head` and `text` in lines that fit the terminal, whole words of `text` below it.

    Where nothing says how wide a terminal is, as in a pipe, it is one line.
    """
    said = os.environ.get("COLUMNS", "")
    if not (sys.stdout.isatty() or said.isdigit()):
        return [head + text]
    columns = shutil.get_terminal_size().columns
    if columns - len(head) < _LEAST:
        inner = textwrap.wrap(text, max(_LEAST, columns - 4)) or [""]
        return [head.rstrip(), *(f"    {line}" for line in inner)]
    first, *rest = textwrap.wrap(text, columns - len(head)) or [""]
    return [head + first, *(" " * len(head) + line for line in rest)]


def page_of(spec: CallbackSpec | Hook, release: Release) -> Iterator[str]:
    """Return the lines that explain `spec` as `release` has it."""
    return _hook_page(spec, release) if isinstance(spec, Hook) else _page(spec, release)


def _hook_page(hook: Hook, release: Release) -> Iterator[str]:
    yield f"{hook.method}{hook.signature}"
    yield f"    {hook.help}"
    yield ""
    if release < hook.since:
        yield f"Houdini {release} does not call it."
    yield f"Called by   {hook.caller}"
    yield "File        a function of methods.py in a snippet folder"
    yield f"Houdini     {hook.since} and later"


def _page(spec: CallbackSpec, release: Release) -> Iterator[str]:
    yield f"{_signature(spec, spec.form(release))}"
    yield f"    {spec.help}"
    yield ""
    if not spec.exists_in(release):
        instead = f"; {spec.instead}" if spec.instead else ""
        yield f"Houdini {release} does not call it{instead}."
    yield f"Parameter   {_parm(spec, release) or 'none: the node has no field for it'}"
    yield f"File        {spec.stem}.py in a snippet folder"
    yield f"Required    {'yes' if spec.required else 'no'}"
    yield f"Houdini     {spec.since}{f' to {spec.until}' if spec.until else ' and later'}"
    for argument in spec.form(release).arguments:
        yield f"Argument    {argument.name}: {argument.help}"
    for form in spec.forms[1:]:
        yield f"Since {form.since}  {_signature(spec, form)}"
    body = spec.form(release).body
    if body:
        yield ""
        yield "Where a source gives none:"
        yield from (f"    {line}".rstrip() for line in body.splitlines())


def _signature(spec: CallbackSpec, form: Form) -> str:
    arguments = ", ".join(["self", *(argument.name for argument in form.arguments)])
    return f"{spec.method}({arguments}) -> {form.returns.value}"


def _parm(spec: CallbackSpec, release: Release) -> str:
    return "" if spec.parm_until and release > spec.parm_until else spec.parm


def _releases() -> Iterator[str]:
    for release in RELEASES:
        yield f"{release}  {release.python_name}"
        yield from (f"      {change}" for change in release.changes)
