"""`[check]` of a manifest, which rules look at its scheduler: from TOML and to TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.formats.toml_text import inline
from pysched_gen.sources.check_settings import CheckSettings, RuleWord

if TYPE_CHECKING:
    from pysched_gen.formats.toml_text import TomlText

__all__ = ["check_settings", "check_toml"]

Path = tuple[str | int, ...]


def check_settings(toml: TomlText, path: Path = ("check",)) -> CheckSettings:
    """Return what the table at `path` of `toml` says, which fits its schema."""
    table: Any = toml.data
    for key in path:
        table = table.get(key, {})
    selected = _words(toml, table, (*path, "select"))
    return CheckSettings(
        select=selected if "select" in table else None,
        extend_select=_words(toml, table, (*path, "extend-select")),
        ignore=_words(toml, table, (*path, "ignore")),
        severity=tuple(
            (RuleWord(word, toml.span((*path, "severity", word), at_key=True)), level)
            for word, level in table.get("severity", {}).items()
        ),
    )


def _words(toml: TomlText, table: Any, path: Path) -> tuple[RuleWord, ...]:
    found = []
    for index, item in enumerate(table.get(path[-1], ())):
        said = item if isinstance(item, dict) else {"rule": item}
        span = toml.span((*path, index))
        found.append(RuleWord(said["rule"], span, " ".join(said.get("reason", "").split())))
    return tuple(found)


def check_toml(settings: CheckSettings) -> str:
    """Return the table that reads back as `settings`, "" where they say nothing."""
    words = {"select": settings.select, "extend-select": settings.extend_select or None}
    said: dict[str, Any] = {
        key: [one.word for one in found] for key, found in words.items() if found is not None
    }
    if settings.severity:
        said["severity"] = {one.word: level for one, level in settings.severity}
    lines = [f"{key} = {inline(value)}" for key, value in said.items()]
    if settings.ignore:
        lines += ["ignore = [", *(f"  {_entry(one)}," for one in settings.ignore), "]"]
    return "\n".join(["[check]", *lines]) + "\n" if lines else ""


def _entry(word: RuleWord) -> str:
    said = {"rule": word.word, "reason": word.reason}
    return inline(said if word.reason else word.word)
