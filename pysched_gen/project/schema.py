"""The table of settings in, the JSON schema of the project's file out."""

from __future__ import annotations

from typing import Any

from pysched_gen.project.settings import LEVELS, SETTINGS, Kind, Setting

__all__ = ["project_schema"]

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_REASONED = {
    "type": "object",
    "additionalProperties": False,
    "required": ["rule"],
    "properties": {
        "rule": {"description": "Code, name or start of codes.", "type": "string"},
        "reason": {"description": "Why what it finds is right here.", "type": "string"},
    },
}
_OF_KIND: dict[Kind, dict[str, Any]] = {
    Kind.PATH: {"type": "string", "minLength": 1},
    Kind.FLAG: {"type": "boolean"},
    Kind.TEXTS: _TEXTS,
    Kind.PATHS: _TEXTS,
    Kind.GLOBS: _TEXTS,
    Kind.RULES: _TEXTS,
    Kind.IGNORED: {"type": "array", "items": {"anyOf": [_TEXT, _REASONED]}},
    Kind.LEVELS: {"type": "object", "additionalProperties": {"enum": list(LEVELS)}},
    Kind.PER_FILE: {"type": "object", "additionalProperties": _TEXTS},
    Kind.NAMED: {"type": "object", "additionalProperties": _TEXT},
}


def project_schema() -> dict[str, Any]:
    """Return the schema of `pysched.toml` and of `[tool.pysched-gen]`."""
    properties: dict[str, Any] = {}
    for setting in SETTINGS:
        table, _, key = setting.key.rpartition(".")
        place = properties
        if table:
            place = properties.setdefault(table, _table(table))["properties"]
        place[key] = _value(setting)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://pysched-gen.invalid/project.schema.json",
        "title": "pysched.toml, or [tool.pysched-gen] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _table(name: str) -> dict[str, Any]:
    return {
        "description": f"What pysched-gen {name} does.",
        "type": "object",
        "additionalProperties": False,
        "properties": {},
    }


def _value(setting: Setting) -> dict[str, Any]:
    default = "" if setting.default in {None, ()} else f" Default: {_toml(setting.default)}."
    said = {"description": setting.help + default}
    if setting.kind is Kind.CHOICE:
        return {**said, "enum": list(setting.choices)}
    return {**said, **_OF_KIND[setting.kind]}


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
