"""Options whose values a project's file can give; a flag goes before it.

The file is read when a command needs a value that no flag gives, never for `--help`.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.output import detail
from pysched_gen.project.settings import Kind, Merge, Setting, setting_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from pysched_gen.errors import Problem
    from pysched_gen.project.file import Project
    from pysched_gen.sources.check_settings import CheckSettings

    Decorator = Callable[[Callable[..., None]], Callable[..., None]]

__all__ = [
    "current_project",
    "is_given",
    "packages_of_project",
    "passed_by",
    "project_file",
    "project_layer",
    "project_option",
    "setting_option",
    "sources_argument",
]

_PROJECT = "pysched_gen.project"
_FILE = "pysched_gen.project_file"
_PATTERNS = "pysched_gen.from_patterns"
_PLUGINS = "pysched_gen.plugins"
_WITH_RULES = frozenset((*setting_named("plugins").commands, "config", "explain", "rules"))
_RULE_HELP = " With commas between, repeatable."


def current_project(context: click.Context) -> Project:
    """Return the project of `context`: of --config, else that of the working directory."""
    meta: dict[str, Any] = context.meta
    if _PROJECT not in meta:
        from pysched_gen.project.file import WrongProjectError  # noqa: PLC0415 - start-up

        problems: list[Problem] = []
        try:
            project = _read(meta.get(_FILE))
        except WrongProjectError as error:
            project = error.project
            problems += error.problems
        detail(f"settings: {project.path or 'none: no pysched.toml, no [tool.pysched-gen]'}")
        _refuse(_with_others(problems, project, context))
        meta[_PROJECT] = project
    found: Project = meta[_PROJECT]
    return found


def _read(file: str | None) -> Project:
    from pysched_gen.project.file import (  # noqa: PLC0415 - start-up
        NO_PROJECT,
        find_project,
        read_project,
    )

    if file is None:
        return find_project(Path())
    return read_project(Path(file)) if file else NO_PROJECT


def _with_others(
    problems: list[Problem], project: Project, context: click.Context
) -> list[Problem]:
    """Return `problems` and what else is wrong with what the command takes of `project`.

    Names of rules are left to `project_layer` where nothing is wrong: they may be those of a
    plug-in that the command line names, and it may not be known yet.
    """
    from pysched_gen.project.values import (  # noqa: PLC0415 - start-up
        missing_paths,
        missing_plugins,
        project_rules,
        unknown_rules,
    )

    command = context.command.name or ""
    problems = [*problems, *missing_paths(project, command)]
    if command not in _WITH_RULES:
        return problems
    missing = list(missing_plugins(project, _why_no_plugin))
    problems += missing
    if problems:
        typed = [_why_no_plugin(name) for name in context.meta.get(_PLUGINS, ())]
        doubtful = missing or any(typed) or get_close_matches("plugins", project.wrong)
        why_not = _why_surely_no_rule if doubtful else _why_no_rule
        problems += unknown_rules(project_rules(project), why_not)
    return problems


def _refuse(problems: list[Problem]) -> None:
    if problems:
        from pysched_gen.errors import ConfigError, in_file_order  # noqa: PLC0415 - start-up

        raise ConfigError(in_file_order(problems))


def _why_no_plugin(name: str) -> str:
    from pysched_gen.check.plugins import plugin_rules  # noqa: PLC0415 - start-up
    from pysched_gen.errors import UsageError  # noqa: PLC0415 - start-up

    try:
        plugin_rules((name,))
    except UsageError as error:
        return str(error)
    return ""


def _why_no_rule(word: str) -> str:
    # All rules, which a run over what is unchanged has no other use for.
    from pysched_gen.check.selection import near_rule, rules_of  # noqa: PLC0415 - start-up

    return "" if rules_of(word) else f'no rule is called "{word}"; {near_rule(word)}'


def _why_surely_no_rule(word: str) -> str:
    """Return why `word` is no rule whatever a plug-in brings: no code of those begins with PSG."""
    return _why_no_rule(word) if word.startswith("PSG") else ""


def is_given(context: click.Context, parameter: str) -> bool:
    """Return whether `parameter` was typed on the command line."""
    return context.get_parameter_source(parameter) is ParameterSource.COMMANDLINE


def project_file(context: click.Context) -> str | None:
    """Return what --config says, "" for --isolated, None where neither is typed."""
    file: str | None = context.meta.get(_FILE)
    return file


def _keep_file(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if parameter.name == "isolated" and value:
        context.meta[_FILE] = ""
    elif parameter.name == "config_file" and value is not None:
        context.meta[_FILE] = value


def project_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add --config and --isolated, which say where the project's settings are."""
    for option in (
        click.option(
            "--isolated",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_keep_file,
            help="Take no settings from pysched.toml or pyproject.toml.",
        ),
        click.option(
            "--config",
            "config_file",
            metavar="FILE",
            shell_complete=complete_paths,
            is_eager=True,
            expose_value=False,
            callback=_keep_file,
            help="Take the settings from FILE.  [default: pysched.toml or pyproject.toml here or "
            "in a folder above]",
        ),
    ):
        function = option(function)
    return function


def sources_argument(function: Callable[..., None]) -> Callable[..., None]:
    """Add the argument SOURCE..., given as `sources`; those of the project where there is none."""
    return click.argument(
        "sources",
        metavar="[SOURCE]...",
        nargs=-1,
        required=False,
        callback=_sources,
        shell_complete=complete_paths,
    )(project_option(function))


def _sources(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...] | None
) -> tuple[str, ...]:
    if value or context.resilient_parsing:
        return tuple(value or ())
    from pysched_gen.project.values import project_sources  # noqa: PLC0415 - start-up

    project = current_project(context)
    sources, patterns = project_sources(project)
    if not sources:
        raise _missing(context, parameter, "SOURCE...", "sources")
    context.meta[_PATTERNS] = patterns
    return sources


def packages_of_project(
    context: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Return `value`, or where it is empty what generate writes to in the project."""
    if value or context.resilient_parsing:
        return value
    from pysched_gen.errors import NothingToReadError  # noqa: PLC0415 - start-up
    from pysched_gen.project.values import flag_value  # noqa: PLC0415 - start-up

    project = current_project(context)
    output = flag_value(project, setting_named("output"))
    if output is not None and not Path(output).is_dir():
        raise NothingToReadError(
            f"{project.span('output')}: {output}: no such folder; pysched-gen generate makes it"
        )
    return () if output is None else (Path(output),)


def _missing(
    context: click.Context, parameter: click.Parameter, what: str, key: str
) -> click.UsageError:
    kind = "argument" if isinstance(parameter, click.Argument) else "option"
    project = current_project(context)
    where = project.path or "pysched.toml or [tool.pysched-gen] of pyproject.toml"
    return click.UsageError(f"Missing {kind} '{what}'. Give it, or say {key} in {where}.", context)


def passed_by(context: click.Context) -> frozenset[str]:
    """Return the sources of the project that a pattern gave: those that are none are passed by."""
    found: frozenset[str] = context.meta.get(_PATTERNS, frozenset())
    return found


class _Release(click.Choice[str]):
    """A release of Houdini; of a full version such as 20.5.445 its release."""

    def __init__(self) -> None:
        super().__init__(setting_named("houdini").choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        words = str(value).split(".")
        full = len(words) > 2 and all(map(str.isdigit, words))  # noqa: PLR2004 - 20.5.445
        return super().convert(".".join(words[:2]) if full else value, param, ctx)


def setting_option(key: str, *, required: bool = False, **changes: Any) -> Decorator:
    """Return what adds the option of the setting `key`, given as `Setting.parameter` says.

    `changes` replace what the table of settings says to click, such as its help.
    """
    setting = setting_named(key)
    return click.option(
        *setting.flags,
        setting.parameter,
        callback=_settled(setting, required=required),
        **(_click_facts(setting) | changes),
    )


def _click_facts(setting: Setting) -> dict[str, Any]:
    facts: dict[str, Any] = {"metavar": setting.metavar, "help": setting.help}
    if setting.kind is Kind.FLAG:
        return {"default": setting.default, "help": setting.help}
    if setting.kind is Kind.PATH:
        return {**facts, "type": click.Path(path_type=Path)}
    if setting.kind is Kind.CHOICE:
        facts["type"] = _Release() if setting.key == "houdini" else click.Choice(setting.choices)
        facts |= {"default": setting.default, "show_default": setting.default is not None}
        return facts
    if setting.kind in {Kind.RULES, Kind.IGNORED}:
        return {**facts, "multiple": True, "help": setting.help + _RULE_HELP}
    return {**facts, "multiple": True, "help": f"{setting.help.removesuffix('.')}; repeatable."}


def _settled(setting: Setting, *, required: bool) -> Callable[..., Any]:
    """Return the callback that puts the project's value in the place of what is not typed."""

    def settle(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
        given = is_given(context, setting.parameter)
        if setting.key == "plugins":
            context.meta[_PLUGINS] = value
        if context.resilient_parsing or setting.merge is Merge.LAYER:
            return value
        if given and setting.merge is Merge.REPLACE:
            return value
        from pysched_gen.project.values import flag_value  # noqa: PLC0415 - start-up

        project = current_project(context)
        said = flag_value(project, setting)
        if said is not None:
            if setting.kind is Kind.NAMED:
                return (*said, *value)  # the last of one name counts
            said = parameter.type_cast_value(context, said)
            return (*value, *said) if setting.merge is Merge.EXTEND else said
        if required and not given:
            raise _missing(context, parameter, " / ".join(reversed(parameter.opts)), setting.key)
        return value

    return settle


def project_layer(context: click.Context) -> CheckSettings:
    """Return which rules look in the project of `context`.

    Raises:
        ConfigError: words of its file stand for no rule.
    """
    from pysched_gen.project.values import project_rules, unknown_rules  # noqa: PLC0415 - start-up

    found = project_rules(current_project(context))
    _refuse(unknown_rules(found, _why_no_rule))
    return found
