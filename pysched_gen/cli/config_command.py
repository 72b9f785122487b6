"""`pysched-gen config`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pysched_gen.cli.output import show, show_document
from pysched_gen.cli.project import (
    current_project,
    is_given,
    project_layer,
    project_option,
    setting_option,
)
from pysched_gen.project.settings import SETTINGS, Kind, Merge
from pysched_gen.visible_text import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.project.file import Project
    from pysched_gen.project.settings import Setting

__all__ = ["command"]

_FLAG, _DEFAULT = "command line", "default"


def _every_setting(function: Callable[..., None]) -> Callable[..., None]:
    for setting in reversed(SETTINGS):
        if setting.flags:
            function = setting_option(setting.key)(function)
    return function


@click.command("config")
@project_option
@_every_setting
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, for programs.")
@click.pass_context
def command(context: click.Context, /, *, as_json: bool, **options: Any) -> None:
    """Print the settings that the other commands would use, and where each value comes from.

    They stand in pysched.toml, or in [tool.pysched-gen] of pyproject.toml, here or in a folder
    above; a flag of the command line goes before them. Paths are shown as they are called in the
    working directory.

    \b
    Examples:
      pysched-gen config
      pysched-gen config --houdini 21.0 --json
    """
    project = current_project(context)
    project_layer(context)  # says which words stand for no rule
    found = [_fact(context, project, setting, options) for setting in SETTINGS]
    if as_json:
        document = {
            "schema": "pysched-gen/config",
            "version": 1,
            "file": project.path or None,
            "settings": {fact.pop("key"): fact for fact in found},
        }
        show_document(json_text(document) + "\n")
        return
    show(project.path or "no pysched.toml and no [tool.pysched-gen] here or above")
    show("\n".join(_lines(found)))


def _fact(
    context: click.Context, project: Project, setting: Setting, options: dict[str, Any]
) -> dict[str, Any]:
    given = bool(setting.flags) and is_given(context, setting.parameter)
    said = setting.key in project.values
    value = options.get(setting.parameter) if given else None
    if setting.kind is Kind.GLOBS or (not given and setting.kind in _AS_WRITTEN):
        value = project.values.get(setting.key, setting.default)
    elif not given:
        value = options[setting.parameter]
    both = given and said and setting.merge is not Merge.REPLACE
    places = [_FLAG] if given else []
    if said and (not given or both):
        span = project.span(setting.key, at_key=True)
        places.append(f"{span.origin.path}:{span.line}")
    return {"key": setting.key, "value": _plain(value), "from": places or [_DEFAULT]}


# What is no flag's value, or is more than one: shown as the file has it.
_AS_WRITTEN = frozenset({Kind.RULES, Kind.IGNORED, Kind.LEVELS, Kind.PER_FILE})


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value if value is None or isinstance(value, str | bool) else str(value)


def _lines(found: list[dict[str, Any]]) -> Iterator[str]:
    width = max(len(fact["key"]) for fact in found)
    for fact in found:
        value = "-" if fact["value"] in (None, []) else json_text(fact["value"], None)
        yield f"{fact['key']:{width}}  {value}  ({', '.join(fact['from'])})"
