"""Check a parsed TOML or JSON value against one of the JSON schemas this package ships.

A small interpreter of a subset of JSON Schema 2020-12. The schema files are the only place that
says what a manifest or a dump may hold: editors complete from them and readers check with them.
The subset is closed, so a schema cannot promise what is not checked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from typing import cast

from pysched_gen.errors import InternalError

__all__ = ["Violation", "load_schema", "violations"]

Path = tuple[str | int, ...]
Schema = Mapping[str, object]

_CHECKED = {
    *("type", "enum", "const", "$ref", "anyOf"),
    *("properties", "required", "additionalProperties"),
    *("items", "minItems", "maxItems", "minLength", "minimum"),
}
_ANNOTATIONS = {
    "$schema",
    "$id",
    "$defs",
    "$comment",
    "title",
    "description",
    "default",
    "examples",
}
_LONGEST_QUOTE = 60


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

    Raises:
        InternalError: the package has no such schema.
    """
    file = files("pysched_gen") / "schemas" / f"{name}.schema.json"
    try:
        return cast("dict[str, object]", json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise InternalError(f'this package has no schema "{name}"') from error


def violations(value: object, schema: Schema) -> list[Violation]:
    """Give everything in which `value` breaks `schema`, in document order; [] if it is valid.

    Raises:
        InternalError: the schema uses a keyword outside the subset, or a `$ref` that leads nowhere.
    """
    _refuse_unknown_keywords(schema)
    walk = _Walk(schema)
    walk.visit(value, schema, ())
    return walk.found


def _refuse_unknown_keywords(schema: object) -> None:
    if not isinstance(schema, Mapping):
        raise InternalError(f"a schema must be an object, not {schema!r}")
    unknown = sorted(schema.keys() - _CHECKED - _ANNOTATIONS)
    if unknown:
        raise InternalError(f"the schema uses unsupported keywords: {', '.join(unknown)}")
    for inner in (*_schemas_under(schema, "properties"), *_schemas_under(schema, "$defs")):
        _refuse_unknown_keywords(inner)
    for inner in cast("list[object]", schema.get("anyOf", [])):
        _refuse_unknown_keywords(inner)
    for keyword in ("items", "additionalProperties"):
        inner = schema.get(keyword, True)
        if not (isinstance(inner, bool) and (inner or keyword == "additionalProperties")):
            _refuse_unknown_keywords(inner)


def _schemas_under(schema: Schema, keyword: str) -> list[object]:
    return list(cast("Mapping[str, object]", schema.get(keyword, {})).values())


class _Walk:
    """Visits a value and its schema together and collects what does not fit."""

    def __init__(self, root: Schema) -> None:
        self.found: list[Violation] = []
        self._root = root

    def visit(self, value: object, schema: Schema, path: Path) -> None:
        if "$ref" in schema:
            self.visit(value, self._target(cast("str", schema["$ref"])), path)
        if "type" in schema and not _has_type(value, schema["type"]):
            self._add(path, _wrong_type(value, _names(schema["type"])))
            return
        self._visit_choices(value, schema, path)
        if isinstance(value, dict):
            self._visit_object(value, schema, path)
        elif isinstance(value, list):
            self._visit_array(value, schema, path)
        elif isinstance(value, str):
            if len(value) < cast("int", schema.get("minLength", 0)):
                low = schema["minLength"]
                self._add(path, f"must have at least {low} characters" if value else "is empty")
        elif _has_type(value, "number") and "minimum" in schema:
            low = cast("float", schema["minimum"])
            if cast("float", value) < low:
                self._add(path, f"must be at least {low}, not {value}")
        if "anyOf" in schema:
            self._visit_any(value, cast("list[Schema]", schema["anyOf"]), path)

    def _add(self, path: Path, message: str) -> None:
        self.found.append(Violation(path, f"{_subject(path)}{message}"))

    def _target(self, reference: str) -> Schema:
        prefix, _, name = reference.rpartition("/")
        definitions = cast("Mapping[str, Schema]", self._root.get("$defs", {}))
        if prefix != "#/$defs" or name not in definitions:
            raise InternalError(f'the schema refers to "{reference}", which it does not define')
        return definitions[name]

    def _visit_choices(self, value: object, schema: Schema, path: Path) -> None:
        if "const" in schema and not _same(value, schema["const"]):
            self._add(path, f"must be {_quote(schema['const'])}")
        if "enum" in schema:
            choices = cast("list[object]", schema["enum"])
            if not any(_same(value, choice) for choice in choices):
                self._add(path, f"must be one of {', '.join(map(_quote, choices))}")

    def _visit_object(self, value: dict[str, object], schema: Schema, path: Path) -> None:
        for key in cast("list[str]", schema.get("required", [])):
            if key not in value:
                self.found.append(Violation(path, f"missing key {_quote(key)}"))
        known = cast("Mapping[str, Schema]", schema.get("properties", {}))
        other = schema.get("additionalProperties", True)
        for key, item in value.items():
            if key in known:
                self.visit(item, known[key], (*path, key))
            elif isinstance(other, Mapping):
                self.visit(item, other, (*path, key))
            elif not other:
                self.found.append(Violation((*path, key), _unknown_key(key, list(known))))

    def _visit_array(self, value: list[object], schema: Schema, path: Path) -> None:
        low, high = schema.get("minItems", 0), schema.get("maxItems", len(value))
        if not cast("int", low) <= len(value) <= cast("int", high):
            limit = f"at least {low}" if len(value) < cast("int", low) else f"at most {high}"
            self._add(path, f"must have {limit} items, not {len(value)}")
        items = schema.get("items")
        if isinstance(items, Mapping):
            for index, item in enumerate(value):
                self.visit(item, items, (*path, index))

    def _visit_any(self, value: object, choices: list[Schema], path: Path) -> None:
        best: list[Violation] = []
        for choice in choices:
            attempt = _Walk(self._root)
            attempt.visit(value, choice, path)
            if not attempt.found:
                return
            fits = "type" not in choice or _has_type(value, choice["type"])
            if fits and (not best or len(attempt.found) < len(best)):
                best = attempt.found
        if not best:
            names = [name for choice in choices for name in _names(choice["type"])]
            self._add(path, _wrong_type(value, names))
        self.found += best


_TYPES: dict[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    # JSON Schema counts 1.0 as an integer.
    "integer": lambda value: (isinstance(value, int) and not isinstance(value, bool))
    or (isinstance(value, float) and value.is_integer()),
}

_WORDS = {
    "object": "a table of keys",
    "array": "a list",
    "string": "a string",
    "boolean": "true or false",
    "null": "null",
    "number": "a number",
    "integer": "a whole number",
}


def _names(types: object) -> list[str]:
    return [types] if isinstance(types, str) else cast("list[str]", types)


def _has_type(value: object, types: object) -> bool:
    return any(_TYPES[name](value) for name in _names(types))


def _type_of(value: object) -> str:
    return next((name for name, test in _TYPES.items() if test(value)), "")


def _wrong_type(value: object, names: list[str]) -> str:
    wanted = " or ".join(dict.fromkeys(_WORDS[name] for name in names))
    kind = _type_of(value)
    if kind == "number" and "integer" in names:
        return f"must be {wanted}, not {value}"
    return f"must be {wanted}, not {_WORDS.get(kind, f'a {type(value).__name__}')}"


def _same(one: object, other: object) -> bool:
    """Compare as JSON does: true is not 1, but 1.0 is."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return one == other


def _subject(path: Path) -> str:
    """Give the last key of `path` with its positions and a blank: "parameters[2] "."""
    positions = ""
    for step in reversed(path):
        if isinstance(step, str):
            return f"{_quote(step)[1:-1]}{positions} "
        positions = f"[{step}]{positions}"
    return f"{positions} ".lstrip()


def _unknown_key(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1)
    if near:
        return f"unknown key {_quote(key)}; did you mean {_quote(near[0])}?"
    if known:
        return f"unknown key {_quote(key)}; known are {', '.join(map(_quote, known))}"
    return f"unknown key {_quote(key)}; none is expected here"


def _quote(value: object) -> str:
    """Give `value` as JSON, a long string cut, lone surrogates as escapes."""
    if isinstance(value, str) and len(value) > _LONGEST_QUOTE:
        value = f"{value[:_LONGEST_QUOTE]}..."
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
