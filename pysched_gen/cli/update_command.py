"""`pysched-gen update`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from pysched_gen.cli.completions import complete_starters
from pysched_gen.cli.output import mention, say, show
from pysched_gen.errors import ExitCode, UsageError
from pysched_gen.scaffold.made_from import read_memory
from pysched_gen.scaffold.start import begin, finished, remembered
from pysched_gen.scaffold.update import update_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pysched_gen.scaffold.update import Change

__all__ = ["command", "show_changes"]


@click.command("update")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "origin",
    metavar="STARTER|FOLDER|GIT",
    shell_complete=complete_starters,
    help="What to bring in, where it is not what FOLDER was made from or has moved since.",
)
@click.pass_context
def command(context: click.Context, /, folder: Path, origin: str | None) -> None:
    """Bring what changed in a starter since into the snippet folder that `new` made from it.

    What you changed stays; where both changed a line git's conflict markers are left, with exit
    code 1. The texts of both sides as they were are in made-from.toml.

    \b
    Examples:
      pysched-gen update farmq
      pysched-gen update schedulers/farmq --from ../studio/oldfarm
    """
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "no such folder"
        raise UsageError(f'{folder}: {what}; give a snippet folder that "pysched-gen new" made')
    before = read_memory(folder, str(folder))
    if before is None or not before.name:
        raise UsageError(
            f"{folder}: nothing says what it was made from; only a folder that "
            '"pysched-gen new" made can be updated'
        )
    if before.command != "update" and origin is None:
        raise UsageError(
            f"{folder}: was extracted from {before.origin}; "
            f"give pysched-gen extract SOURCE -o {folder} --update"
        )
    beginning = begin(origin or before.origin, before.name)
    answers = dict(before.answers)
    while True:
        try:
            texts = finished(beginning, answers)
            break
        except UsageError as error:
            wrong = [key for key in answers if str(error).startswith(f"--set {key}")]
            if not wrong:
                raise
            say(f"note: {error}; the answer is left out")
            del answers[wrong[0]]
    made_from = remembered(beginning, answers)
    context.exit(show_changes(str(folder), update_folder(folder, before.base, texts, made_from)))


def show_changes(folder: str, changes: Sequence[Change]) -> ExitCode:
    """Print what was brought into `folder`; return the exit code: whether a person has to look."""
    for change in changes:
        words = [change.done, change.conflict]
        show(f"{folder}/{change.name}: {'; '.join(word for word in words if word)}")
    conflicts = [change for change in changes if change.conflict]
    if conflicts:
        say(f"{len(conflicts)} to look at; then: pysched-gen check {quote(folder)}")
        return ExitCode.FINDINGS
    mention(f"{folder}: {'updated' if changes else 'is up to date'}")
    return ExitCode.OK
