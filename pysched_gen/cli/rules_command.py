"""`pysched-gen rules`."""

from __future__ import annotations

import click

from pysched_gen import __version__
from pysched_gen.cli.output import show, show_document
from pysched_gen.cli.rule_options import complete_rules, load_plugins, plugin_option

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
@plugin_option
@click.pass_context
def command(
    context: click.Context, /, words: tuple[str, ...], *, form: str, plugins: tuple[str, ...]
) -> None:
    """List the rules of check, or those that RULE names: a code, a name, the start of codes.

    Rules of plug-ins are among them where --plugin or the project names the plug-in.
    pysched-gen explain shows the page of one.

    \b
    Examples:
      pysched-gen rules
      pysched-gen rules PSG2
      pysched-gen rules FARM --plugin studio
      pysched-gen rules --format json > rules.json
    """
    from pysched_gen.check.registry import known_rules  # noqa: PLC0415 - start-up
    from pysched_gen.check.rule_pages import (  # noqa: PLC0415 - start-up
        rules_json,
        rules_markdown,
        rules_text,
    )
    from pysched_gen.check.selection import near_rule, rules_of  # noqa: PLC0415 - start-up

    load_plugins(context, plugins)
    for word in words:
        if not rules_of(word):
            raise click.UsageError(f'no rule is called "{word}"; {near_rule(word)}')
    named = {rule for word in words for rule in rules_of(word)}
    rules = [rule for rule in known_rules() if not words or rule in named]
    if form == "json":
        show_document(rules_json(rules, __version__))
    else:
        show(rules_text(rules) if form == "text" else rules_markdown(rules), nl=False)
