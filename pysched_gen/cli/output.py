"""What commands print: payload on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pysched_gen.errors import problem_lines
from pysched_gen.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.errors import PyschedError
    from pysched_gen.run_state import State

__all__ = ["Progress", "say", "show", "show_failures", "show_findings"]


def say(message: str) -> None:
    """Print a remark for the person at the terminal; controls in it are made visible."""
    click.echo(visible(message), err=True)


def show(text: str, *, nl: bool = True) -> None:
    """Print payload for a person, without styles; controls in it are made visible."""
    click.echo(visible(text), nl=nl)


def show_failures(failures: Sequence[PyschedError]) -> None:
    """Print one line a problem, `file:line:column: error: what` where the place is known."""
    for failure in failures:
        for span, message in problem_lines(failure):
            place = "" if span is None else f"{span}: "
            head = click.style("error:", fg="red", bold=True)
            click.echo(f"{visible(place)}{head} {visible(message)}", err=True)


def show_findings(state: State, *, payload: bool) -> None:
    """Print the findings of `state` with source line and caret, as payload or as a remark."""
    if not state.diagnostics:
        return
    from pysched_gen.check.report import render_text  # noqa: PLC0415 - start-up

    stream = sys.stdout if payload else sys.stderr
    context = click.get_current_context()
    color = stream.isatty() if context.color is None else context.color
    text = render_text(state.diagnostics, len(state.waived), color=color)
    click.echo(text.rstrip("\n"), err=not payload, color=color)


class Progress:
    """A counter on a terminal's standard error; silent elsewhere and for few schedulers."""

    def __init__(self, least: int = 5) -> None:
        """Show runs of `least` schedulers or more."""
        self._least = least

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show that `done` of `total` schedulers are `step`, such as "checked"."""
        if total >= self._least and sys.stderr.isatty():
            click.echo(f"\r{done}/{total} schedulers {step}", nl=done == total, err=True)
