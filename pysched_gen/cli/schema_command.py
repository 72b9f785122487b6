"""`pysched-gen schema`."""

from __future__ import annotations

import json

import click

__all__ = ["command"]


@click.command("schema")
@click.argument("name", type=click.Choice(["scheduler", "node-dump"]), default="scheduler")
def command(name: str) -> None:
    """Print a JSON schema: of scheduler.toml (default), or of the JSON node dump.

    \b
    Examples:
      pysched-gen schema > scheduler.schema.json
      pysched-gen schema node-dump

    Editors complete a scheduler.toml that starts with "#:schema scheduler.schema.json".
    """
    from pysched_gen.read.schema import load_schema  # noqa: PLC0415 - start-up

    click.echo(json.dumps(load_schema(name), indent=2, ensure_ascii=False))
