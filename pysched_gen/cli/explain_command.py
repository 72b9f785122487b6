"""`pysched-gen explain`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from pysched_gen import __version__
from pysched_gen.cli.callbacks_command import page_of
from pysched_gen.cli.completions import complete_scenarios
from pysched_gen.cli.output import show, show_document
from pysched_gen.cli.rule_options import complete_rules, load_plugins, plugin_option
from pysched_gen.errors import UsageError
from pysched_gen.houdini.callbacks import METHODS, callback_named, hook_named
from pysched_gen.houdini.releases import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.run.verify.catalog import Scenario

__all__ = ["command"]


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    methods = [one for one in METHODS if one.method.startswith(incomplete)]
    return [
        *complete_rules(context, parameter, incomplete),
        *complete_scenarios(context, parameter, incomplete),
        *(CompletionItem(one.method, help=one.help) for one in methods),
    ]


@click.command("explain")
@click.argument("name", shell_complete=_complete)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="For a terminal, a program (rules only, as rules prints them), or a page.",
)
@plugin_option
@click.pass_context
def command(context: click.Context, /, name: str, *, form: str, plugins: tuple[str, ...]) -> None:
    """Explain a rule, a scenario of verify, or a callback.

    NAME is the code or name of a rule, the name of a scenario, or a callback by its method or its
    parameter. Rules of a plug-in are known where --plugin or the project names it.

    \b
    Examples:
      pysched-gen explain PSG106
      pysched-gen explain undeclared-parameter
      pysched-gen explain second-cook
      pysched-gen explain onSchedule
      pysched-gen explain FARM001 --plugin studio
    """
    load_plugins(context, plugins)
    if form == "json":
        show_document(_facts(name))
        return
    pages = list(_pages(name, form))
    if not pages:
        raise UsageError(f'"{name}" is no rule, scenario or callback; {_near(name)}')
    show("\n".join(pages), nl=False)


def _facts(name: str) -> str:
    """Return the page of the rule `name` as `rules --format json` gives it.

    Raises:
        UsageError: it is no rule.
    """
    from pysched_gen.check.registry import rule_named  # noqa: PLC0415 - start-up
    from pysched_gen.check.rule_pages import rules_json  # noqa: PLC0415 - start-up

    rule = rule_named(name) or rule_named(name.upper()) or rule_named(name.lower())
    if rule is None:
        raise UsageError(f'"{name}" is no rule, and others have no page in JSON; {_near(name)}')
    return rules_json([rule], __version__)


def _pages(name: str, form: str) -> Iterator[str]:
    from pysched_gen.check.registry import rule_named  # noqa: PLC0415 - start-up
    from pysched_gen.check.rule_pages import rule_markdown, rule_text  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.catalog import scenarios  # noqa: PLC0415 - start-up

    rule = rule_named(name) or rule_named(name.upper()) or rule_named(name.lower())
    if rule is not None:
        yield rule_text(rule) if form == "text" else rule_markdown(rule)
    for scenario in scenarios():
        if scenario.name == name.lower():
            yield _scenario(scenario) if form == "text" else _scenario_markdown(scenario)
    spec = callback_named(name) or hook_named(name)
    if spec is not None:
        lines = list(page_of(spec, LATEST))
        body = "\n".join(lines) + "\n"
        yield body if form == "text" else f"# {spec.method}\n\n```text\n{body}```\n"


def _scenario(scenario: Scenario) -> str:
    lines = [
        f"{scenario.name} (scenario of verify, {scenario.severity.value})",
        f"It passes where {scenario.title}.",
        *(["", scenario.page] if scenario.page else []),
        "",
        "On a farm, a failure means",
        *textwrap.wrap(scenario.meaning, 96, initial_indent="    ", subsequent_indent="    "),
        *(["", f"Since Houdini {scenario.since}"] if scenario.since else []),
        "",
        f"Play it: pysched-gen verify PACKAGE_DIR --scenario {scenario.name}",
    ]
    return "\n".join(lines) + "\n"


def _scenario_markdown(scenario: Scenario) -> str:
    parts = [f"# {scenario.name}", f"**{scenario.severity.value}**: {scenario.title}."]
    parts += [scenario.page] if scenario.page else []
    parts += ["## On a farm", scenario.meaning]
    parts += ["## Since", f"Houdini {scenario.since}"] if scenario.since else []
    return "\n\n".join(parts) + "\n"


def _near(name: str) -> str:
    from pysched_gen.check.plugins import installed_plugins  # noqa: PLC0415 - start-up
    from pysched_gen.check.selection import near_names  # noqa: PLC0415 - start-up
    from pysched_gen.run.verify.catalog import scenarios  # noqa: PLC0415 - start-up

    near = near_names(name, [*(one.name for one in scenarios()), *(one.method for one in METHODS)])
    if near:
        return f"did you mean {near}?"
    others = ", ".join(f"--plugin {one}" for one in installed_plugins())
    hint = f"; for rules of plug-ins give {others}" if others else ""
    return f'"pysched-gen rules", "verify --list" and "callbacks" list them{hint}'
