"""`pysched-gen new`."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from pysched_gen.cli.completions import complete_answers, complete_starters
from pysched_gen.cli.output import ask, mention, show
from pysched_gen.errors import UsageError
from pysched_gen.model.names import name_problem
from pysched_gen.output.write_file import refuse_taken
from pysched_gen.scaffold.folder import create_folder
from pysched_gen.scaffold.made_from import with_memory
from pysched_gen.scaffold.start import begin, finished, remembered
from pysched_gen.scaffold.starters import starters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pysched_gen.scaffold.start import Beginning

__all__ = ["command"]


@click.command("new")
@click.argument("name", metavar="NAME", required=False)
@click.option("--list", "listed", is_flag=True, help="List the starters and what they need.")
@click.option(
    "--from",
    "origin",
    metavar="STARTER|FOLDER|GIT",
    shell_complete=complete_starters,
    default="default",
    show_default=True,
    help="What to start from: a starter that ships, such as local or slurm, a snippet folder of "
    "yours, or the address of a git repository, ADDRESS#FOLDER for a folder in it.",
)
@click.option(
    "--set",
    "assignments",
    metavar="KEY=VALUE",
    shell_complete=complete_answers,
    multiple=True,
    help="Default of a parameter, or label, class, category, callback_server, houdini; "
    "repeatable.",
)
@click.option("--yes", is_flag=True, help="Ask nothing, take the defaults.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder to create.  [default: NAME]",
)
def command(
    name: str | None,
    origin: str,
    assignments: tuple[str, ...],
    output: Path | None,
    *,
    listed: bool,
    yes: bool,
) -> None:
    """Create a snippet folder for a scheduler called NAME, ready to generate, with tests.

    On a terminal it asks what a starter wants to know, unless that is given.

    \b
    Examples:
      pysched-gen new --list
      pysched-gen new farmq --from slurm --set partition=night
      pysched-gen new farmq --from snippets/oldfarm -o snippets/farmq
      pysched-gen new farmq --from https://git.example.com/pdg.git#schedulers/oldfarm
    """
    if listed:
        for starter in starters().values():
            needs = f"Houdini {starter.houdini} or later"
            if starter.needs:
                needs += f"; {starter.needs}"
            show(f"{starter.name:12}{starter.title}\n{'':12}needs {needs}")
        return
    if name is None:
        raise click.UsageError("Missing argument 'NAME'.")
    problem = name_problem(name)
    if problem:
        last = Path(name).name
        is_path = last != name and name_problem(last) is None
        advice = (
            f"; for a folder elsewhere: pysched-gen new {quote(last)} -o {quote(name)}"
            if is_path
            else ""
        )
        raise UsageError(f'"{name}" {problem}{advice}')
    answers = _assigned(assignments)
    target = output or Path(name)
    # Before a repository is cloned, and a person is asked.
    refuse_taken(target)
    beginning = begin(origin, name)
    if not yes and sys.stdin is not None and sys.stdin.isatty():
        answers = _asked(beginning, answers)
    texts = finished(beginning, answers)
    create_folder(target, with_memory(remembered(beginning, answers), texts))
    mention(f"{target}: written; next: pysched-gen generate {quote(str(target))} -o DIR")


def _assigned(assignments: Iterable[str]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for text in assignments:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise UsageError(f"--set {text}: give it as KEY=VALUE")
        if key in answers:
            raise UsageError(f"--set {key}: is given twice")
        answers[key] = value
    return answers


def _asked(beginning: Beginning, answers: dict[str, str]) -> dict[str, str]:
    """Return `answers` with those of the person at the terminal to what is open."""
    asked = {}
    for question in beginning.questions:
        if question.key in answers:
            continue
        default = beginning.default(question.key)
        answer = ask(question.words, default)
        while problem := beginning.problem_with(question.key, answer):
            mention(problem)
            answer = ask(question.words, default)
        asked[question.key] = answer
    return {**asked, **answers}
