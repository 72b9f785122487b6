"""`pysched-gen rules`."""

from __future__ import annotations

import click

from pysched_gen import __version__
from pysched_gen.cli.output import show, show_document
from pysched_gen.cli.rule_options import complete_rules
from pysched_gen.visible_text import json_text

__all__ = ["command"]


@click.command("rules")
@click.argument("words", metavar="[RULE]...", nargs=-1, shell_complete=complete_rules)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="A line each, every page as values, or a table.",
)
def command(words: tuple[str, ...], form: str) -> None:
    """List the rules of check, or those that RULE names: a code, a name, the start of codes.

    pysched-gen explain shows the page of one.

    \b
    Examples:
      pysched-gen rules
      pysched-gen rules PSG2
      pysched-gen rules --format json > rules.json
    """
    from pysched_gen.check.registry import RULES  # noqa: PLC0415 - start-up
    from pysched_gen.check.rule_pages import (  # noqa: PLC0415 - start-up
        rule_facts,
        rules_markdown,
        rules_text,
    )
    from pysched_gen.check.selection import near_rule, rules_of  # noqa: PLC0415 - start-up

    for word in words:
        if not rules_of(word):
            raise click.UsageError(f'no rule is called "{word}"; {near_rule(word)}')
    named = {rule for word in words for rule in rules_of(word)}
    rules = [rule for rule in RULES if not words or rule in named]
    if form == "json":
        facts = [rule_facts(rule) for rule in rules]
        document = {"schema": "pysched-gen/rules", "version": 1, "tool": __version__}
        show_document(json_text(document | {"rules": facts}) + "\n")
    else:
        show(rules_text(rules) if form == "text" else rules_markdown(rules), nl=False)
