"""Options that say which rules look and how bad what they find is, each said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from pysched_gen.sources.check_settings import CheckSettings, RuleWord

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["complete_rules", "rule_flags", "rule_options"]

_LEVELS = ("error", "warning", "note")


def complete_rules(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the codes and names of rules that start with `incomplete`."""
    from pysched_gen.check.registry import RULES, page_of  # noqa: PLC0415 - start-up

    found = [(name, rule) for rule in RULES for name in (rule.name, rule.code)]
    return [
        CompletionItem(name, help=page_of(rule).summary)
        for name, rule in found
        if name.startswith(incomplete)
    ]


def _option(name: str, help_text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        name,
        metavar="RULES",
        multiple=True,
        help=help_text,
        shell_complete=complete_rules,
    )


_OPTIONS = (
    _option(
        "--select",
        "Rules that look, in place of all: codes, names, starts of codes such as PSG2, or ALL; "
        "with commas between, repeatable.",
    ),
    _option("--extend-select", "Rules that look besides those of the settings."),
    _option("--ignore", "Rules that do not look."),
    click.option(
        "--severity",
        metavar="RULE=LEVEL",
        multiple=True,
        help="What a rule finds is an error, a warning or a note; repeatable.",
    ),
)


def rule_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add --select, --extend-select, --ignore and --severity; see `rule_flags`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def rule_flags(options: dict[str, Any]) -> CheckSettings:
    """Return what `rule_options` took from the user.

    Raises:
        click.UsageError: a word stands for no rule, or a severity is none.
    """
    words = {key: _words(key, options[key]) for key in ("select", "extend_select", "ignore")}
    return CheckSettings(
        select=words["select"] or None,
        extend_select=words["extend_select"],
        ignore=words["ignore"],
        severity=tuple(_severity(text) for text in options["severity"]),
    )


def _words(key: str, texts: tuple[str, ...]) -> tuple[RuleWord, ...]:
    words = [word.strip() for text in texts for word in text.split(",")]
    return tuple(_known(f"--{key.replace('_', '-')}", word) for word in words if word)


def _severity(text: str) -> tuple[RuleWord, str]:
    word, _, level = text.partition("=")
    if level not in _LEVELS:
        raise click.UsageError(f"--severity {text}: write RULE=error, RULE=warning or RULE=note")
    return _known("--severity", word), level


def _known(option: str, word: str) -> RuleWord:
    from pysched_gen.check.selection import near_rule, rules_of  # noqa: PLC0415 - start-up

    if not rules_of(word):
        raise click.UsageError(f'{option}: no rule is called "{word}"; {near_rule(word)}')
    return RuleWord(word)
