"""Check a parsed TOML or JSON value against one of the JSON schemas this package ships.

The schema files are the only place that says what a manifest or a dump may hold: editors complete
from them and readers check with them. The subset of JSON Schema 2020-12 in use is closed, so a
schema cannot promise what is not checked.
"""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, cast

from pysched_gen.errors import InternalError
from pysched_gen.formats.json_schema_rule import CLASSES, Rule, Schema, read_rule
from pysched_gen.formats.json_text import quote

__all__ = ["Violation", "load_schema", "violations"]

Path = tuple[str | int, ...]
_SUFFIX = ".schema.json"
_SCHEMAS = pathlib.Path(__file__).resolve().parents[1] / "schemas"

_WORDS = {
    "object": "a table of keys",
    "array": "a list",
    "string": "a string",
    "boolean": "true or false",
    "null": "null",
    "number": "a number",
    "integer": "a whole number",
}
_WORD_OF_CLASS = {kind: _WORDS[name] for name in CLASSES for kind in CLASSES[name]}
_WORD_OF_CLASS |= dict.fromkeys(CLASSES["number"], _WORDS["number"])


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a value breaks its schema.

    Attributes:
        path: keys and 0-based positions from the outermost value to the wrong one; it ends with
            the key itself for an unknown key and with the holder for a missing one.
        message: what is wrong, for people, one line.
    """

    path: Path
    message: str


def load_schema(name: str) -> dict[str, object]:
    """Give the schema `name` of this package, such as "node-dump".

    A `$ref` to another schema of the package, such as "cook.schema.json", is replaced by it.

    Raises:
        InternalError: the package has no such schema.
    """
    parts: dict[str, object] = {}
    whole: dict[str, object] = _with_others(_read_schema(name), parts)
    return {**whole, "$defs": parts} if parts else whole


def _with_others(value: Any, parts: dict[str, object]) -> Any:
    """Return `value` with other schemas in place of their names; their `$defs` go to `parts`."""
    if isinstance(value, list):
        return [_with_others(one, parts) for one in value]
    if not isinstance(value, dict):
        return value
    other = str(value.get("$ref", ""))
    if other.endswith(_SUFFIX):
        found = load_schema(other.removesuffix(_SUFFIX))
        parts.update(cast("dict[str, object]", found.pop("$defs", {})))
        return {key: part for key, part in found.items() if key not in ("$schema", "$id")}
    return {key: _with_others(part, parts) for key, part in value.items()}


def _read_schema(name: str) -> dict[str, object]:
    file = _SCHEMAS / f"{name}{_SUFFIX}"
    try:
        schema: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InternalError(f'this package has no schema "{name}"') from error
    return schema


def violations(value: object, schema: Schema) -> list[Violation]:
    """Give everything in which `value` breaks `schema`, in document order; [] if it is valid.

    Raises:
        InternalError: the schema uses a keyword outside the subset, or a `$ref` that leads nowhere.
    """
    found: list[Violation] = []
    _visit(value, read_rule(schema), (), found)
    return found


def _visit(value: Any, rule: Rule, path: Path, found: list[Violation]) -> None:
    if rule.also is not None:
        _visit(value, rule.also, path, found)
    if not rule.allows_type(value):
        found.append(_violation(path, _wrong_type(value, rule.types)))
        return
    _visit_choices(value, rule, path, found)
    if isinstance(value, dict):
        _visit_object(value, rule, path, found)
    elif isinstance(value, list):
        _visit_array(value, rule, path, found)
    elif isinstance(value, str) and len(value) < rule.shortest:
        message = f"must have at least {rule.shortest} characters" if value else "is empty"
        found.append(_violation(path, message))
    elif type(value) in CLASSES["number"]:
        _visit_number(value, rule, path, found)
    if rule.either:
        found += _breaks_all(value, rule.either, path)


def _visit_number(value: float, rule: Rule, path: Path, found: list[Violation]) -> None:
    if rule.low is not None and value < rule.low:
        found.append(_violation(path, f"must be at least {rule.low}, not {value}"))
    if rule.high is not None and value > rule.high:
        found.append(_violation(path, f"must be at most {rule.high}, not {value}"))


def _visit_choices(value: object, rule: Rule, path: Path, found: list[Violation]) -> None:
    for choices in rule.choices:
        if not any(_same(value, choice) for choice in choices):
            one_of = "one of " if len(choices) > 1 else ""
            message = f"must be {one_of}{', '.join(map(quote, choices))}{_near(value, choices)}"
            found.append(_violation(path, message))


def _near(value: object, choices: tuple[object, ...]) -> str:
    """Return what to write in place of `value`, as words that follow the choices, or ""."""
    texts = [choice for choice in choices if isinstance(choice, str)]
    if isinstance(value, int | float) and str(value) in texts:
        return f"; write it in quotes: {quote(str(value))}"
    near = get_close_matches(value, texts, n=1) if isinstance(value, str) else []
    return f"; did you mean {quote(near[0])}?" if near and len(texts) > 1 else ""


def _visit_object(value: dict[str, object], rule: Rule, path: Path, found: list[Violation]) -> None:
    missing = [key for key in rule.required if key not in value]
    found += [Violation(path, f"missing key {quote(key)}") for key in missing]
    for key, item in value.items():
        inner = rule.properties.get(key, rule.other)
        if isinstance(inner, Rule):
            _visit(item, inner, (*path, key), found)
        elif not inner:
            found.append(Violation((*path, key), _unknown_key(key, list(rule.properties))))


def _visit_array(value: list[object], rule: Rule, path: Path, found: list[Violation]) -> None:
    if len(value) < rule.fewest:
        message = f"must have at least {rule.fewest} items, not {len(value)}"
        found.append(_violation(path, message))
    if rule.most is not None and len(value) > rule.most:
        message = f"must have at most {rule.most} items, not {len(value)}"
        found.append(_violation(path, message))
    if rule.items is not None:
        for index, item in enumerate(value):
            _visit(item, rule.items, (*path, index), found)


def _breaks_all(value: object, rules: tuple[Rule, ...], path: Path) -> list[Violation]:
    """Give how `value` breaks the rule it comes nearest to; [] if it keeps one."""
    best: list[Violation] = []
    for rule in rules:
        attempt: list[Violation] = []
        _visit(value, rule, path, attempt)
        if not attempt:
            return []
        if rule.allows_type(value) and (not best or len(attempt) < len(best)):
            best = attempt
    names = tuple(name for rule in rules for name in rule.types)
    return best or [_violation(path, _wrong_type(value, names))]


def _same(one: object, other: object) -> bool:
    """Compare as JSON does: true is not 1, but 1.0 is."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return one == other


def _violation(path: Path, message: str) -> Violation:
    return Violation(path, f"{_subject(path)}{message}")


def _subject(path: Path) -> str:
    """Give the last key of `path` with its positions and a blank: "parameters[2] "."""
    positions = ""
    for step in reversed(path):
        if isinstance(step, str):
            return f"{quote(step)[1:-1]}{positions} "
        positions = f"[{step}]{positions}"
    return f"{positions} ".lstrip()


def _wrong_type(value: object, names: tuple[str, ...]) -> str:
    wanted = " or ".join(dict.fromkeys(_WORDS[name] for name in names))
    if isinstance(value, float) and "integer" in names:
        return f"must be {wanted}, not {value}"
    kind = type(value)
    return f"must be {wanted}, not {_WORD_OF_CLASS.get(kind, f'a {kind.__name__}')}"


def _unknown_key(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1)
    if near:
        return f"unknown key {quote(key)}; did you mean {quote(near[0])}?"
    if known:
        return f"unknown key {quote(key)}; known are {', '.join(map(quote, known))}"
    return f"unknown key {quote(key)}; none is expected here"
