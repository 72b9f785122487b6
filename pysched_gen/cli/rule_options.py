"""Options that say which rules look and how bad what they find is, each said once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from pysched_gen.cli.completions import complete_plugins
from pysched_gen.cli.project import project_layer, project_option, setting_option
from pysched_gen.project.settings import LEVELS
from pysched_gen.sources.check_settings import CheckSettings, RuleWord

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["complete_rules", "load_plugins", "plugin_option", "rule_flags", "rule_options"]


def complete_rules(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the codes and names of rules, also of plug-ins, that start with `incomplete`."""
    from pysched_gen.check.registry import known_rules, page_of  # noqa: PLC0415 - start-up
    from pysched_gen.errors import PyschedError  # noqa: PLC0415 - start-up

    with suppress(PyschedError):  # the command itself tells what is wrong
        load_plugins(context, tuple(context.params.get("plugins") or ()))
    found = [(name, rule) for rule in known_rules() for name in (rule.name, rule.code)]
    return [
        CompletionItem(name, help=page_of(rule).summary)
        for name, rule in found
        if name.startswith(incomplete)
    ]


def complete_levels(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return rules that start with `incomplete`, and behind "=" the severities."""
    rule, sign, start = incomplete.partition("=")
    if not sign:
        found = complete_rules(context, parameter, incomplete)
        return [CompletionItem(f"{one.value}=", help=one.help) for one in found]
    return [CompletionItem(f"{rule}={level}") for level in LEVELS if level.startswith(start)]


_OPTIONS = (
    *(
        setting_option(key, shell_complete=complete_rules)
        for key in ("select", "extend-select", "ignore")
    ),
    setting_option("severity", shell_complete=complete_levels),
    setting_option("plugins", shell_complete=complete_plugins),
)


def plugin_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add --plugin, and where the project is that names others; see `load_plugins`."""
    return setting_option("plugins", shell_complete=complete_plugins)(project_option(function))


def load_plugins(context: click.Context, names: tuple[str, ...]) -> None:
    """Let rules of the plug-ins `names`, and of those of the project, be found.

    Raises:
        UsageError: a plug-in is not installed, or gives no rules.
    """
    every = tuple(dict.fromkeys((*project_layer(context).plugins, *names)))
    if every:
        from pysched_gen.check.plugins import plugin_rules  # noqa: PLC0415 - start-up

        plugin_rules(every)


def rule_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add --select, --extend-select, --ignore, --severity and --plugin; see `rule_flags`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def rule_flags(options: dict[str, Any]) -> CheckSettings:
    """Return what `rule_options` took from the user.

    Raises:
        click.UsageError: a word stands for no rule, or a severity is none.
        UsageError: a plug-in is not installed, or gives no rules.
    """
    plugins = tuple(dict.fromkeys(options["plugins"]))
    if plugins:
        from pysched_gen.check.plugins import plugin_rules  # noqa: PLC0415 - start-up

        plugin_rules(plugins)  # whose names the other options may say
    words = {key: _words(key, options[key]) for key in ("select", "extend_select", "ignore")}
    return CheckSettings(
        select=words["select"] or None,
        extend_select=words["extend_select"],
        ignore=words["ignore"],
        severity=tuple(_severity(text) for text in options["severity"]),
        plugins=plugins,
    )


def _words(key: str, texts: tuple[str, ...]) -> tuple[RuleWord, ...]:
    words = [word.strip() for text in texts for word in text.split(",")]
    return tuple(_known(f"--{key.replace('_', '-')}", word) for word in words if word)


def _severity(text: str) -> tuple[RuleWord, str]:
    word, _, level = text.partition("=")
    if level not in LEVELS:
        raise click.UsageError(f"--severity {text}: write RULE=error, RULE=warning or RULE=note")
    return _known("--severity", word), level


def _known(option: str, word: str) -> RuleWord:
    from pysched_gen.check.selection import near_rule, rules_of  # noqa: PLC0415 - start-up

    if not rules_of(word):
        raise click.UsageError(f'{option}: no rule is called "{word}"; {near_rule(word)}')
    return RuleWord(word)
