"""`pysched-gen new-rule`."""

from __future__ import annotations

import re
from pathlib import Path
from shlex import quote

import click

from pysched_gen.cli.output import mention
from pysched_gen.errors import UsageError

__all__ = ["command"]

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CODE = re.compile(r"(?!PSG)[A-Z]{2,8}\d{3}")


@click.command("new-rule")
@click.argument("name")
@click.option(
    "--code",
    required=True,
    metavar="CODE",
    help="Capitals other than PSG and three digits, such as FARM001.",
)
@click.option(
    "--plugin",
    metavar="NAME",
    default="studio",
    show_default=True,
    help="What --plugin and the project's file will call it.",
)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Folder to create.  [default: PLUGIN-rules]",
)
def command(name: str, code: str, plugin: str, output: Path | None) -> None:
    """Start a plug-in with a rule of your own: the rule, its page, its test.

    It is a package to install: pip install -e FOLDER. The rule looks where --plugin or the
    project's file names it, nowhere else.

    \b
    Examples:
      pysched-gen new-rule known-queues --code FARM001
      pysched-gen test-rules studio-rules/studio_rules
      pysched-gen check snippets/farmq --plugin studio
    """
    from pysched_gen.check.registry import rule_named  # noqa: PLC0415 - start-up
    from pysched_gen.scaffold.folder import create_folder  # noqa: PLC0415 - start-up
    from pysched_gen.scaffold.rule_files import rule_files  # noqa: PLC0415 - start-up

    for word, pattern, like in (
        (name, _NAME, "known-queues"),
        (plugin, _NAME, "studio"),
        (code, _CODE, "FARM001"),
    ):
        if not pattern.fullmatch(word):
            raise click.UsageError(f'"{word}" cannot be used; write it like {like}')
    if rule_named(name) is not None:
        raise UsageError(f"{name} is a rule of pysched-gen; take another name")
    folder = output or Path(f"{plugin}-rules")
    create_folder(folder, rule_files(plugin, name, code))
    package = f"{plugin.replace('-', '_')}_rules"
    command = f"pysched-gen test-rules {quote(str(folder / package))}"
    mention(f"{folder}: written; next: {command}")
