"""`pysched-gen schema`."""

from __future__ import annotations

import click

from pysched_gen.cli.output import show_document

__all__ = ["SCHEMA_NAMES", "command"]

SCHEMA_NAMES = (
    *("scheduler", "project", "node-dump", "graph", "cook", "cook-all", "verify"),
    *("verify-all", "check", "rules", "migrate", "releases"),
)


@click.command("schema")
@click.argument(
    "name",
    type=click.Choice(SCHEMA_NAMES),
    default="scheduler",
)
def command(name: str) -> None:
    """Print a JSON schema: of scheduler.toml (default), or of the file that NAME says.

    \b
      project    pysched.toml, and [tool.pysched-gen] of pyproject.toml
      node-dump  what dump_node.py writes in Houdini
      graph      task graph for cook --graph
      cook       report of cook --format json
      cook-all   the same of several schedulers
      verify     report of verify --format json
      verify-all the same of several schedulers
      check      report of check --format json
      rules      list of rules --format json
      migrate    report of migrate --format json
      releases   table of releases --format json

    \b
    Examples:
      pysched-gen schema > scheduler.schema.json
      pysched-gen schema graph > graph.schema.json

    Editors complete a scheduler.toml that starts with "#:schema scheduler.schema.json".
    """
    from pysched_gen.formats.json_schema import load_schema  # noqa: PLC0415 - start-up
    from pysched_gen.visible_text import json_text  # noqa: PLC0415 - start-up

    show_document(json_text(load_schema(name)) + "\n")
