"""`pysched-gen extract`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.options import (
    identity_options,
    node_option,
    request_for,
)
from pysched_gen.cli.output import mention, say, show_failures
from pysched_gen.cli.update_command import show_changes
from pysched_gen.errors import ConfigError, ExitCode, Problem, UsageError
from pysched_gen.model.identity import Overrides
from pysched_gen.pipeline import EXTRACT, run
from pysched_gen.scaffold.folder import create_folder, folder_texts, left_out
from pysched_gen.scaffold.made_from import MadeFrom, read_memory, with_memory
from pysched_gen.scaffold.update import update_folder
from pysched_gen.sources.snippet_folder import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.model.scheduler import Scheduler

__all__ = ["command"]

# What a snippet folder is not.
_FILES = frozenset({".toml", ".py", ".ds", ".json", ".txt", ".zip", ".hda", ".otl", ".hip"})


@click.command("extract")
@click.argument("source", metavar="SOURCE", shell_complete=complete_paths)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder to create.",
)
@click.option(
    "--update",
    "updates",
    is_flag=True,
    help="Bring what changed in SOURCE since into a FOLDER that is there; your changes stay.",
)
@click.option(
    "--parameters",
    "form",
    type=click.Choice(["toml", "ds"]),
    help="Where parameters stand: in scheduler.toml, or in parameters.ds as a dialog script.  "
    "[default: toml]",
)
@click.option(
    "--lossy", is_flag=True, help="Leave out what a snippet folder cannot hold of a module."
)
@node_option
@identity_options
@click.pass_context
def command(
    context: click.Context,
    /,
    source: str,
    output: Path,
    form: str | None,
    *,
    updates: bool,
    lossy: bool,
    **options: Any,
) -> None:
    """Write SOURCE as a snippet folder that generates the same package.

    With --update the folder may be there: what changed in SOURCE since it was extracted is merged
    into it, and where both changed a line git's conflict markers are left, with exit code 1.

    \b
    Examples:
      pysched-gen extract dump.json -o snippets/farmq --name farmq
      pysched-gen extract scene.hip:/tasks/topnet1/pythonscheduler1 -o snippets/farmq
      pysched-gen extract dump.json -o snippets/farmq --update
      pysched-gen extract snippets/farmq -o copy --parameters ds
    """
    if output.suffix in _FILES:
        raise UsageError(f"{output}: what is written is a folder; leave out {output.suffix}")
    before = _memory(output, source) if updates else None
    options, form = _as_before(before, options, form)
    if before is not None and not options["nodes"] and ":/" not in source:
        options["nodes"] = before.node
    state = run(EXTRACT, request_for((source,), options))
    if state.failures:
        show_failures(state.failures)
        context.exit(state.exit_code)
    if len(state.schedulers) > 1:
        nodes = ", ".join(scheduler.origin.node for scheduler in state.schedulers)
        raise UsageError(f"{source} holds several nodes: {nodes}; give one as {source}:/path")
    scheduler = state.schedulers[0]
    lost = [one for one in scheduler.losses if not one.is_harmless]
    if lost and not (lossy or (before and "lossy" in before.options)):
        show_failures([ConfigError([Problem(one.span, one.message) for one in lost])])
        say("nothing was written; --lossy leaves these lines out")
        context.exit(ExitCode.FINDINGS)
    texts = folder_texts(scheduler, dialog_script=form == "ds")
    made_from = _made_from(scheduler, options, form, lossy=lossy and bool(lost))
    if updates and output.exists():
        changes = update_folder(output, before.base if before else {}, texts, made_from)
    elif _holds(output, with_memory(made_from, texts)):
        mention(f"{output}: up to date")
        return
    else:
        _refuse_another(output, source)
        create_folder(output, with_memory(made_from, texts))
        changes = None
    for remark in left_out(scheduler):
        mention(f"note: {remark}")
    if changes is None:
        mention(f"{output}: written; next: pysched-gen check {quote(str(output))}")
    else:
        context.exit(show_changes(str(output), changes))


def _memory(output: Path, source: str) -> MadeFrom | None:
    """Return what `output` was extracted from, None where nothing says so."""
    found = read_memory(output, str(output))
    if found is not None and found.command == "update":
        raise UsageError(
            f"{output}: was made by pysched-gen new from {found.origin}, so nothing says what "
            f"changed in {source} since; extract it into another folder and compare the two"
        )
    return found


def _refuse_another(output: Path, source: str) -> None:
    if output.is_dir():
        raise UsageError(
            f"{output}: already exists and differs; give --update to bring in what changed in "
            f"{source}, or another folder"
        )


def _holds(folder: Path, texts: Mapping[str, str]) -> bool:
    """Tell whether `folder` is what would be written, so that nothing is to be done."""
    try:
        there = {path.name for path in folder.glob("*.py")} - texts.keys()
        same = all((folder / name).read_bytes() == text.encode() for name, text in texts.items())
    except OSError:
        return False
    return same and not there


def _as_before(
    before: MadeFrom | None, options: dict[str, Any], form: str | None
) -> tuple[dict[str, Any], str]:
    """Return the options as given, and where not as they were for the folder."""
    known = before.options if before is not None else {}
    kept = {key: known.get(key) for key in Overrides.__slots__ if options[key] is None}
    return {**options, **kept}, form or known.get("parameters", "toml")


def _made_from(
    scheduler: Scheduler, options: dict[str, Any], form: str, *, lossy: bool
) -> MadeFrom:
    """Return what the folder says it was made from: no place of this machine."""
    path = Path(scheduler.origin.path)
    origin = path.resolve().parent.name if path.name == MANIFEST else path.name
    given = {key: options[key] for key in Overrides.__slots__ if options[key] is not None}
    given["parameters"] = form
    if lossy:
        given["lossy"] = "yes"
    node = scheduler.origin.node
    return MadeFrom("extract --update", origin, node, name=scheduler.name, options=given)
