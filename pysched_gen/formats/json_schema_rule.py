"""A JSON schema in, `Rule` values out: the closed subset of 2020-12 that `read.schema` checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pysched_gen.errors import InternalError

__all__ = ["CLASSES", "Rule", "Schema", "read_rule"]

Schema = Mapping[str, object]

CLASSES: dict[str, frozenset[type]] = {
    "object": frozenset({dict}),
    "array": frozenset({list}),
    "string": frozenset({str}),
    "boolean": frozenset({bool}),
    "null": frozenset({type(None)}),
    "number": frozenset({int, float}),
    "integer": frozenset({int}),
}

_CHECKED = {
    *("type", "enum", "const", "$ref", "anyOf"),
    *("properties", "required", "additionalProperties"),
    *("items", "minItems", "maxItems", "minLength", "minimum", "maximum"),
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
_DEFINITION = "#/$defs/"


@dataclass(slots=True)
class Rule:
    """What one schema asks of a value; a field at its default asks nothing.

    Attributes:
        types, classes: names of the allowed types, and the Python classes of such values.
        choices: the value must be among each of these.
        properties, required, other: keys of an object; `other` is for keys not in `properties`.
        items, fewest, most: elements of an array and their number.
        shortest: length of a string.
        low, high: smallest and largest number.
        also: a rule that holds too, from `$ref`.
        either: rules of which one must hold.
    """

    types: tuple[str, ...] = ()
    classes: frozenset[type] = frozenset()
    choices: tuple[tuple[object, ...], ...] = ()
    properties: dict[str, Rule] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    other: bool | Rule = True
    items: Rule | None = None
    fewest: int = 0
    most: int | None = None
    shortest: int = 0
    low: float | None = None
    high: float | None = None
    also: Rule | None = None
    either: tuple[Rule, ...] = ()

    def allows_type(self, value: object) -> bool:
        """Tell whether `value` is of an allowed type; JSON Schema counts 1.0 as an integer."""
        if not self.classes or type(value) in self.classes:
            return True
        return "integer" in self.types and isinstance(value, float) and value.is_integer()


def read_rule(schema: Schema) -> Rule:
    """Give the rule that the whole schema file `schema` sets.

    Raises:
        InternalError: it uses a keyword outside the subset, or a `$ref` that leads nowhere.
    """
    definitions: Any = schema.get("$defs", {})
    # Empty at first, so a definition can refer to itself.
    rules = {f"{_DEFINITION}{name}": Rule() for name in definitions}
    for name, definition in definitions.items():
        _fill(rules[f"{_DEFINITION}{name}"], definition, rules)
    return _rule(schema, rules)


def _rule(schema: object, rules: dict[str, Rule]) -> Rule:
    rule = Rule()
    _fill(rule, schema, rules)
    return rule


def _fill(rule: Rule, schema: Any, rules: dict[str, Rule]) -> None:
    if not isinstance(schema, Mapping):
        raise InternalError(f"a schema must be an object, not {schema!r}")
    unknown = sorted(schema.keys() - _CHECKED - _ANNOTATIONS)
    if unknown:
        raise InternalError(f"the schema uses unsupported keywords: {', '.join(unknown)}")
    types = schema.get("type", ())
    rule.types = (types,) if isinstance(types, str) else tuple(types)
    rule.classes = frozenset().union(*(CLASSES[name] for name in rule.types))
    rule.choices = tuple(
        tuple(schema["enum"]) if keyword == "enum" else (schema["const"],)
        for keyword in ("const", "enum")
        if keyword in schema
    )
    rule.required = tuple(schema.get("required", ()))
    rule.fewest, rule.most = schema.get("minItems", 0), schema.get("maxItems")
    rule.shortest, rule.low = schema.get("minLength", 0), schema.get("minimum")
    rule.high = schema.get("maximum")
    _fill_inner(rule, schema, rules)


def _fill_inner(rule: Rule, schema: Mapping[str, Any], rules: dict[str, Rule]) -> None:
    rule.properties = {
        key: _rule(inner, rules) for key, inner in schema.get("properties", {}).items()
    }
    other = schema.get("additionalProperties", True)
    rule.other = other if isinstance(other, bool) else _rule(other, rules)
    rule.items = _rule(schema["items"], rules) if "items" in schema else None
    rule.either = tuple(_rule(inner, rules) for inner in schema.get("anyOf", ()))
    reference = schema.get("$ref")
    if reference is not None and reference not in rules:
        raise InternalError(f'the schema refers to "{reference}", which it does not define')
    rule.also = None if reference is None else rules[reference]
