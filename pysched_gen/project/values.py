"""The settings of a project as the commands take them: arguments, paths, layers of rules."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import NothingToReadError, Problem
from pysched_gen.project.settings import SETTINGS, Kind
from pysched_gen.sources.check_settings import CheckSettings, RuleWord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pysched_gen.project.file import Project
    from pysched_gen.project.settings import Setting

__all__ = [
    "flag_value",
    "missing_paths",
    "missing_plugins",
    "project_rules",
    "project_sources",
    "unknown_rules",
]


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


def missing_paths(project: Project, command: str) -> Iterator[Problem]:
    """Yield the paths that lead nowhere and that `command` is to use; all of them for `config`."""
    for setting in SETTINGS:
        if setting.kind is Kind.PATHS and command in (*setting.commands, "config"):
            for span, path in project.items(setting.key):
                if not Path(project.shown(path)).exists():
                    yield Problem(span, f"{path}: no such file or folder")


def missing_plugins(project: Project, why_not: Callable[[str], str]) -> Iterator[Problem]:
    """Yield the plug-ins that cannot be had; `why_not` says why, and "" of those that can."""
    for span, name in project.items("plugins"):
        if message := why_not(name):
            yield Problem(span, message)


def project_rules(project: Project) -> CheckSettings:
    """Return which rules look in `project`."""
    values = project.values
    selected = _words(project, "select")
    return CheckSettings(
        select=selected if "select" in values else None,
        extend_select=_words(project, "extend-select"),
        ignore=_words(project, "ignore"),
        severity=tuple(
            (RuleWord(word, project.span("severity", word, at_key=True)), level)
            for word, level in values.get("severity", {}).items()
        ),
        per_file=tuple(_per_file(project)),
        plugins=tuple(dict.fromkeys(name for _, name in project.items("plugins"))),
    )


def unknown_rules(settings: CheckSettings, why_not: Callable[[str], str]) -> list[Problem]:
    """Return the words of `settings` that stand for no rule; `why_not` says so, or ""."""
    words = [*(settings.select or ()), *settings.extend_select, *settings.ignore]
    words += [word for word, _ in settings.severity]
    words += [word for _, per_file in settings.per_file for word in per_file]
    found = ((word.span, why_not(word.word)) for word in words)
    # By place: what is said of a pattern of files is there twice.
    problems = {str(span): Problem(span, message) for span, message in found if span and message}
    return list(problems.values())


def _words(project: Project, key: str, *inner: str) -> tuple[RuleWord, ...]:
    found = []
    for span, item in project.items(key, *inner):
        said = item if isinstance(item, dict) else {"rule": item}
        reason = " ".join(said.get("reason", "").split())
        if "rule" in said:
            found.append(RuleWord(said["rule"], span, reason))
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
