"""`pysched-gen migrate`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from pysched_gen import __version__
from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.fixing import is_folder, texts_diff, write_texts
from pysched_gen.cli.options import node_option, request_for
from pysched_gen.cli.output import mention, say, show, show_document, show_failures
from pysched_gen.cli.project import project_layer, project_option
from pysched_gen.cli.rule_options import rule_flags, rule_options
from pysched_gen.errors import ExitCode, UsageError
from pysched_gen.houdini.releases import RELEASES, release_named
from pysched_gen.model.identity import Overrides
from pysched_gen.pipeline import EXTRACT, run

if TYPE_CHECKING:
    from pysched_gen.check.migration import Migration
    from pysched_gen.houdini.releases import Release
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.run_state import Request, State

__all__ = ["command"]

_RELEASES = click.Choice([release.name for release in RELEASES])


@click.command("migrate")
@click.argument("source", metavar="SOURCE", shell_complete=complete_paths)
@click.option(
    "--to", "target", metavar="RELEASE", type=_RELEASES, required=True, help="Houdini to move to."
)
@click.option(
    "--from",
    "start",
    metavar="RELEASE",
    type=_RELEASES,
    help="Houdini it was written for.  [default: what SOURCE says]",
)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Create this snippet folder and leave SOURCE as it is.",
)
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="Mend also what may change what the scheduler does."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to print what was mended and what is to be done.",
)
@node_option
@project_option
@rule_options
@click.pass_context
def command(
    context: click.Context,
    /,
    source: str,
    target: str,
    start: str | None,
    output: Path | None,
    *,
    diff: bool,
    unsafe_fixes: bool,
    form: str,
    **options: Any,
) -> None:
    """Move a scheduler to another Houdini: mend what that release asks for, tell the rest.

    A snippet folder is changed in place, and its scheduler.toml says the new release; of any
    other SOURCE, -o makes a snippet folder. Mistakes that every release has are left alone. Ends
    with 1 if something is left to be done by hand.

    \b
    Examples:
      pysched-gen migrate snippets/farmq --to 21.0 --diff
      pysched-gen migrate snippets/farmq --from 18.5 --to 21.0
      pysched-gen migrate farm.hip:/tasks/topnet1/farm --to 21.0 -o snippets/farm
      pysched-gen migrate snippets/farmq --to 21.0 --format markdown > todo.md
    """
    from pysched_gen.check.migration import migrate  # noqa: PLC0415 - start-up
    from pysched_gen.check.migration_report import RENDERERS  # noqa: PLC0415 - start-up

    flags = rule_flags(options)
    identity = dict.fromkeys(Overrides.__slots__)
    request = replace(
        request_for((source,), options | identity), flags=flags, project=project_layer(context)
    )
    state, started = _read(request, target, start)
    if state.failures:
        show_failures(state.failures)
        context.exit(state.exit_code)
    scheduler = _only(state, source)
    if not (is_folder(scheduler) or output or diff):
        raise UsageError(f"{source}: is no snippet folder; give -o FOLDER to make one, or --diff")
    migration = migrate(scheduler, started, flags, request.project, unsafe=unsafe_fixes)
    if diff:
        show(texts_diff(migration.texts), nl=False)
    else:
        _write(migration, source, output)
    report = RENDERERS[form]([migration], __version__)
    if form == "json":
        show_document(report)
    elif diff:
        say(report.removesuffix("\n"))
    else:
        show(report, nl=False)
    context.exit(ExitCode.FINDINGS if migration.left else ExitCode.OK)


def _read(request: Request, target: str, start: str | None) -> tuple[State, Release | None]:
    """Return what SOURCE holds, built for `target`, and the release it is from."""
    state = run(EXTRACT, replace(request, overrides=Overrides(houdini=target)))
    if start is not None:
        return state, release_named(start)
    said = run(EXTRACT, request)
    told = [
        scheduler.release
        for source, scheduler in zip(said.sources, said.schedulers, strict=False)
        if source.houdini or any(key == "houdini" for key, *_ in source.identity)
    ]
    return state, told[0] if len(told) == 1 else None


def _only(state: State, source: str) -> Scheduler:
    if len(state.schedulers) == 1:
        return state.schedulers[0]
    nodes = ", ".join(one.origin.node for one in state.schedulers)
    raise UsageError(f"{source} holds several nodes: {nodes}; give one as {source}:/path")


def _write(migration: Migration, source: str, output: Path | None) -> None:
    from pysched_gen.scaffold.folder import (  # noqa: PLC0415 - start-up
        create_folder,
        folder_texts,
        left_out,
    )

    if output is None:
        _write_in_place(migration)
        return
    lost = [one for one in migration.scheduler.losses if not one.is_harmless]
    if lost:
        raise UsageError(
            f"{source}: has what a snippet folder cannot hold, so nothing was written; see "
            f'"pysched-gen extract {quote(str(source))} -o FOLDER"'
        )
    create_folder(output, folder_texts(migration.scheduler))
    for remark in left_out(migration.scheduler):
        mention(f"note: {remark}")
    mention(f"{output}: written")


def _write_in_place(migration: Migration) -> None:
    from pysched_gen.scaffold.rename import with_identity  # noqa: PLC0415 - start-up
    from pysched_gen.sources.source import Snippet  # noqa: PLC0415 - start-up

    origin = migration.scheduler.origin
    data = Path(origin.path).read_bytes()
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    new = with_identity(text, {"houdini": migration.scheduler.release.name})
    manifest = (Snippet("scheduler.toml", text, origin), Snippet("scheduler.toml", new, origin))
    changes = [*migration.texts, *([manifest] if new != text else [])]
    write_texts(changes)
    mention(f"{len(changes)} file{'s'[: len(changes) != 1]} written")
