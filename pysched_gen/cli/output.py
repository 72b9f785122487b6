"""The one door of what commands print: payload on standard output, all else on standard error.

Nothing else in the package prints. Whatever passes is made visible, so that no text of a file, a
name, a process or an exception reaches a terminal as control characters.
"""

from __future__ import annotations

import re
import sys
from enum import Enum
from typing import TYPE_CHECKING

import click

from pysched_gen.visible_text import (
    SafeText,
    capped,
    colored,
    cut_lines,
    safe,
    visible,
    visible_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pysched_gen.errors import PyschedError
    from pysched_gen.run_state import State

__all__ = [
    "Loudness",
    "Progress",
    "ask",
    "detail",
    "is_quiet",
    "is_verbose",
    "loudness_options",
    "mention",
    "say",
    "show",
    "show_document",
    "show_failures",
    "show_findings",
    "use_color",
    "use_loudness",
]

# What GitHub, Azure and TeamCity take for an order where a line of a build's log begins so.
_ORDER = re.compile(r"^([ \t]*)(::(?=[a-z])|##(?=(?:vso|teamcity)?\[))", re.MULTILINE)


class Loudness(Enum):
    """How much a run tells besides findings, failures and what was asked for."""

    QUIET = "nothing"
    PLAIN = "what it did"
    VERBOSE = "what it did, with what, and how long it took"


# Of the run, not of its context, which click keeps for one thread alone.
_loudness = Loudness.PLAIN


def loudness_options() -> tuple[click.Option, ...]:
    """Return -q and -v, which every command has; a new run begins as `Loudness.PLAIN`."""
    return (
        click.Option(
            ["-q", "--quiet"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_take(Loudness.QUIET),
            help="Print findings, failures and what was asked for, and no more.",
        ),
        click.Option(
            ["-v", "--verbose"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_take(Loudness.VERBOSE),
            help="Tell more: where settings come from, what is read, what callbacks printed, and "
            "how long it took.",
        ),
    )


def _take(wanted: Loudness) -> Callable[[click.Context, click.Parameter, object], None]:
    def take(context: click.Context, _parameter: click.Parameter, value: object) -> None:
        if not value:
            return
        if _loudness not in (Loudness.PLAIN, wanted):
            raise click.UsageError("-q, -v: a run is quiet or verbose; drop one", context)
        use_loudness(wanted)

    return take


def use_loudness(loudness: Loudness) -> None:
    """Let `mention` and `detail` print, or not, from here on."""
    global _loudness  # noqa: PLW0603 - one run a process, or one after the other in tests
    _loudness = loudness


def is_quiet() -> bool:
    """Tell whether the user gave -q."""
    return _loudness is Loudness.QUIET


def is_verbose() -> bool:
    """Tell whether the user gave -v."""
    return _loudness is Loudness.VERBOSE


def say(message: str) -> None:
    """Print a remark for the person at the terminal; of a long one the beginning."""
    _print(message if isinstance(message, SafeText) else capped(message), err=True)


def mention(message: str) -> None:
    """Print a remark that nobody needs who wants quiet, such as what was written."""
    if not is_quiet():
        say(message)


def detail(message: str) -> None:
    """Print a remark for who wants to know more."""
    if is_verbose():
        say(message)


def show(text: str, *, nl: bool = True) -> None:
    """Print payload for a person; of long lines the beginning."""
    _print(text if isinstance(text, SafeText) else cut_lines(text), nl=nl)


def show_document(text: str) -> None:
    """Print payload for a program, whole; a document escapes in its own syntax what is hidden."""
    click.echo(visible(text), nl=False)


def _print(text: str, *, nl: bool = True, err: bool = False) -> None:
    shown = text if isinstance(text, SafeText) else visible(text)
    color = click.get_current_context(silent=True)
    shown = _ORDER.sub(lambda found: found[1] + f"\\x{ord(found[2][0]):02x}" + found[2][1:], shown)
    click.echo(shown, nl=nl, err=err, color=color.color if color else None)


def ask(words: str, default: str) -> str:
    """Ask the person at the terminal; return the answer, `default` where it is empty."""
    shown = visible_line(f"{words} [{default}]" if default else words)
    answer = click.prompt(shown, default=default, show_default=False, err=True)
    return str(answer)


def use_color(*, err: bool = False) -> bool:
    """Tell whether what is printed to standard output, or error, may have colours."""
    context = click.get_current_context(silent=True)
    if context is not None and context.color is not None:
        return context.color
    return (sys.stderr if err else sys.stdout).isatty()


def show_failures(failures: Sequence[PyschedError]) -> None:
    """Print one line a problem, `file:line:column: error: what` where the place is known."""
    from pysched_gen.errors import problem_lines  # noqa: PLC0415 - start-up

    for failure in failures:
        for span, message in problem_lines(failure):
            place = "" if span is None else f"{visible_line(str(span))}: "
            head = colored("error:", "red", on=use_color(err=True), bold=True)
            say(safe(place, head, " ", capped(message)))


def show_findings(state: State, *, payload: bool) -> None:
    """Print the findings of `state` with source line and caret, as payload or as a remark."""
    if not state.diagnostics:
        return
    from pysched_gen.check.report import render_text  # noqa: PLC0415 - start-up

    text = render_text(state.diagnostics, len(state.waived), color=use_color(err=not payload))
    _print(text, nl=False, err=not payload)


class Progress:
    """A counter on a terminal's standard error; silent elsewhere and for few schedulers."""

    def __init__(self, least: int = 5, noun: str = "schedulers") -> None:
        """Show runs of `least` things or more, which are called `noun`."""
        self._least = least
        self._noun = noun

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show that `done` of `total` are `step`, such as "checked"."""
        if total >= self._least and not is_quiet() and sys.stderr.isatty():
            click.echo(f"\r{done}/{total} {self._noun} {step}", nl=done == total, err=True)
