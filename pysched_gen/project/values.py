"""The settings of a project as the commands take them: arguments, paths, layers of rules."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, NothingToReadError, Problem
from pysched_gen.project.settings import SETTINGS, Kind
from pysched_gen.sources.check_settings import CheckSettings, RuleWord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pysched_gen.project.file import Project
    from pysched_gen.project.settings import Setting

__all__ = ["flag_value", "missing_paths", "missing_plugins", "project_rules", "project_sources"]


def project_sources(project: Project) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the arguments that `sources` of `project` stands for, and those a pattern gave.

    Raises:
        NothingToReadError: nothing fits any of the patterns.
    """
    found: dict[str, bool] = {}
    for pattern in project.values.get("sources", ()):
        if has_magic(pattern):
            for path in sorted(_matches(project, pattern)):
                found.setdefault(project.shown(path), True)
        else:
            found[project.shown(pattern)] = False
    if not found and project.values.get("sources"):
        raise NothingToReadError(f"{project.span('sources')}: sources: nothing fits any pattern")
    return tuple(found), frozenset(path for path, by_pattern in found.items() if by_pattern)


def _matches(project: Project, pattern: str) -> list[str]:
    """Return what fits `pattern`; what lies inside of a snippet folder that fits is left out."""
    return glob(pattern, root_dir=project.folder, recursive=True)  # noqa: PTH207 - root_dir


def flag_value(project: Project, setting: Setting) -> Any:
    """Return what `project` says of `setting`, as its flag would be typed; None for nothing."""
    value = project.values.get(setting.key)
    if value is None:
        return None
    if setting.kind is Kind.PATH:
        return project.shown(value)
    if setting.kind is Kind.PATHS:
        return tuple(project.shown(path) for path in value)
    if setting.kind is Kind.NAMED:
        return tuple(f"{name}={text}" for name, text in value.items())
    return tuple(value) if isinstance(value, list) else value


def missing_paths(project: Project, command: str) -> None:
    """Refuse paths that lead nowhere, where `command` is to use them.

    Raises:
        ConfigError: with each of them.
    """
    problems = [
        Problem(project.span(setting.key, index), f"{path}: no such file or folder")
        for setting in SETTINGS
        if setting.kind is Kind.PATHS and command in setting.commands
        for index, path in enumerate(project.values.get(setting.key, ()))
        if not Path(project.shown(path)).exists()
    ]
    if problems:
        raise ConfigError(problems)


def missing_plugins(project: Project, installed: Callable[[], Sequence[str]]) -> None:
    """Refuse plug-ins that are none of those that `installed` gives, which is asked for some.

    Raises:
        ConfigError: with each of them.
    """
    names = project.values.get("plugins", ())
    known = tuple(installed()) if names else ()
    there = ", ".join(known) or "none is installed"
    problems = [
        Problem(project.span("plugins", index), f"no plug-in is called {name}; there are: {there}")
        for index, name in enumerate(names)
        if name not in known
    ]
    if problems:
        raise ConfigError(problems)


def project_rules(project: Project, why_not: Callable[[str], str]) -> CheckSettings:
    """Return which rules look in `project`; `why_not` says what is wrong with a word, or "".

    Raises:
        ConfigError: words stand for no rule; carries each.
    """
    values = project.values
    selected = _words(project, "select")
    settings = CheckSettings(
        select=selected if "select" in values else None,
        extend_select=_words(project, "extend-select"),
        ignore=_words(project, "ignore"),
        severity=tuple(
            (RuleWord(word, project.span("severity", word, at_key=True)), level)
            for word, level in values.get("severity", {}).items()
        ),
        per_file=tuple(_per_file(project)),
    )
    words = [*(settings.select or ()), *settings.extend_select, *settings.ignore]
    words += [word for word, _ in settings.severity]
    words += [word for _, per_file in settings.per_file for word in per_file]
    found = ((word.span, why_not(word.word)) for word in words)
    problems = {str(span): Problem(span, message) for span, message in found if span and message}
    if problems:
        raise ConfigError(list(problems.values()))
    return settings


def _words(project: Project, key: str, *inner: str) -> tuple[RuleWord, ...]:
    value = project.values.get(key, ())
    for step in inner:
        value = value[step]
    found = []
    for index, item in enumerate(value):
        said = item if isinstance(item, dict) else {"rule": item}
        reason = " ".join(said.get("reason", "").split())
        found.append(RuleWord(said["rule"], project.span(key, *inner, index), reason))
    return tuple(found)


def _per_file(project: Project) -> Iterator[tuple[str, tuple[RuleWord, ...]]]:
    """Yield patterns as files are called in the working directory, and whole for absolute ones."""
    for pattern in project.values.get("per-file-ignores", {}):
        words = _words(project, "per-file-ignores", pattern)
        if "/" not in pattern:
            yield pattern, words
            continue
        yield project.shown(pattern).replace(os.sep, "/"), words
        yield (project.folder.absolute() / pattern).as_posix(), words
