"""Options that say how findings are told, and telling them so: to the terminal and to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pysched_gen import __version__
from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.output import show, show_document
from pysched_gen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pysched_gen.run_state import State

__all__ = [
    "file_option",
    "format_option",
    "report_options",
    "show_report",
    "write_report",
    "write_text",
]

_FORMATS = ("text", "json", "github", "sarif", "junit")
_ENDINGS = {".txt": "text", ".json": "json", ".sarif": "sarif", ".xml": "junit"}


def report_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add --format, --output-file, --statistics and --exit-zero."""
    for option in (
        click.option("--exit-zero", is_flag=True, help="End with 0 whatever is found."),
        click.option(
            "--statistics", is_flag=True, help="Print how often each rule found something."
        ),
    ):
        function = option(function)
    return format_option(file_option(function))


def file_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add --output-file, given as `files`: pairs of a file and its format."""
    return click.option(
        "--output-file",
        "files",
        callback=lambda _context, _option, texts: _files_with_formats(texts),
        metavar="[FORMAT:]FILE",
        shell_complete=complete_paths,
        multiple=True,
        help="Write what is found to FILE too; FORMAT or its ending says how: .txt, .json, "
        ".sarif or .xml (JUnit). Can be given several times.",
    )(function)


def format_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add --format, given as `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(_FORMATS),
        default="text",
        show_default=True,
        help="What is printed: for a person, a program, GitHub's annotations, code scanning "
        "or CI.",
    )(function)


def _files_with_formats(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return file and format of each of `texts`; raises UsageError where two are one file."""
    files: dict[Path, tuple[str, str]] = {}
    for text in texts:
        file, form = _format_of(text)
        if files.setdefault(Path(file).absolute(), (file, form)) != (file, form):
            raise UsageError(f"{file}: is given to --output-file twice; give each report a file")
    return tuple(files.values())


def _format_of(text: str) -> tuple[str, str]:
    """Return file and format of `text`, which is FILE or FORMAT:FILE.

    Raises:
        UsageError: nothing says the format.
    """
    form, colon, file = text.partition(":")
    if colon and form in _FORMATS and file:
        return file, form
    ending = Path(text).suffix
    if ending not in _ENDINGS:
        known = ", ".join(f"{key} ({value})" for key, value in _ENDINGS.items())
        raise UsageError(
            f"{text}: its ending does not say a format; use one of {known}, or write "
            f"{_FORMATS[-1]}:{text}"
        )
    return text, _ENDINGS[ending]


def write_report(state: State, files: Sequence[tuple[str, str]]) -> None:
    """Write the findings of `state` to each of `files`, in its format."""
    for file, form in files:
        write_text(file, _rendered(state, form))


def show_report(state: State, form: str, *, statistics: bool) -> None:
    """Print the findings of `state` for a program, or how many there are of each rule."""
    if statistics:
        from pysched_gen.check.machine_report import render_statistics  # noqa: PLC0415 - start-up

        show(render_statistics(state.diagnostics), nl=False)
    else:
        show_document(_rendered(state, form))


def _rendered(state: State, form: str) -> str:
    if form == "text":
        from pysched_gen.check.report import render_text  # noqa: PLC0415 - start-up

        return render_text(state.diagnostics, len(state.waived), color=False)
    from pysched_gen.check.machine_report import RENDERERS  # noqa: PLC0415 - start-up

    return RENDERERS[form](state.diagnostics, state.waived, state.failures, __version__)


def write_text(file: str, text: str) -> None:
    """Write `text` to `file`, whole or not at all; raises UsageError where that cannot be."""
    from pysched_gen.output import write_file  # noqa: PLC0415 - start-up

    write_file.write_report(Path(file), text.encode(errors="backslashreplace"))
