"""Text of a `scheduler.toml` in, identity and parameters out; every problem at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.read.limits import beyond_limits
from pysched_gen.read.parameter_tables import are_nested, script_of_tables
from pysched_gen.read.schema import load_schema, violations
from pysched_gen.read.source import OVERRIDABLE_TAG, Expression, Menu, Parameter, Range, Value
from pysched_gen.read.toml_text import TomlText, load_toml
from pysched_gen.span import Origin, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.dialog.tree import Script

__all__ = ["Manifest", "read_manifest"]

Path = tuple[str | int, ...]

_VALUE_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (int, float),
    "toggle": (bool, int),
    "menu": (str, int),
}
_SINGLE = ("toggle", "menu")
_ZERO: Mapping[str, Value] = {"string": "", "integer": 0, "float": 0.0, "toggle": False, "menu": ""}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a `scheduler.toml` says.

    Attributes:
        identity: as (key, value, place).
        parameters: those of a flat list.
        script: the tree of nested tables, None where there is a flat list.
        include: standard groups of parameters.
    """

    identity: tuple[tuple[str, str, Span], ...]
    parameters: tuple[Parameter, ...]
    script: Script | None = None
    include: tuple[str, ...] = ()


def read_manifest(text: str, display: str) -> Manifest:
    """Give what `text`, shown to the user as file `display`, says.

    Raises:
        ConfigError: with every problem, each at its line and column, in file order.
    """
    return _Reader(load_toml(text, Origin(display))).manifest()


@dataclass(slots=True)
class _Reader:
    toml: TomlText
    problems: list[Problem] = field(default_factory=list)

    def manifest(self) -> Manifest:
        script = self.script()
        flat = {**self.toml.data, "parameters": []} if script else self.toml.data
        found = violations(flat, _schema_of_flat_lists())
        for violation in found:
            at_key = violation.message.startswith("unknown key")
            span = self.toml.span(violation.path, at_key=at_key)
            self.problems.append(Problem(span, violation.message))
        broken = {violation.path[:2] for violation in found}
        for path, message in beyond_limits(flat):
            self.problems.append(Problem(self.toml.span(path), message))
            broken.add(path[:2])
        tables: Any = flat.get("parameters", [])
        parameters = [
            self.parameter(index, table)
            for index, table in enumerate(tables if isinstance(tables, list) else [])
            if not broken & {("parameters",), ("parameters", index)}
        ]
        if self.problems:
            raise ConfigError(self.in_file_order())
        scheduler: Any = self.toml.data["scheduler"]
        include = tuple(dict.fromkeys(scheduler.get("include", ())))
        identity = [
            (key, str(value), self.toml.span(("scheduler", key)))
            for key, value in scheduler.items()
            if key != "include"
        ]
        return Manifest(tuple(identity), tuple(parameters), script, include)

    def script(self) -> Script | None:
        if not are_nested(self.toml.data.get("parameters")):
            return None
        script, problems = script_of_tables(self.toml)
        self.problems += problems
        return script

    def in_file_order(self) -> list[Problem]:
        return sorted(self.problems, key=lambda problem: (problem.span.line, problem.span.column))

    def parameter(self, index: int, table: dict[str, object]) -> Parameter:
        given = _Table(table)
        path = ("parameters", index)
        kind = given.text("type")
        name = given.text("name")
        size = int(given.number("size", 1))
        menu = _menu(table)
        return Parameter(
            name=name,
            label=given.text("label", _label_for(name)),
            type=kind,
            span=self.toml.span((*path, "name")),
            size=size,
            default=self.default(path, table, kind, size, menu),
            default_expressions=self.expressions(path, table, size),
            menu=menu,
            range=self.range(path, given),
            help=given.text("help"),
            disable_when=given.text("disable_when"),
            hide_when=given.text("hide_when"),
            folder=_folder(table.get("folder", [])),
            tags=_tags(table),
            hidden=given.flag("hidden"),
            hide_label=given.flag("hide_label"),
            join_next=given.flag("join_next"),
        )

    def default(
        self, path: Path, table: dict[str, object], kind: str, size: int, menu: Menu | None
    ) -> tuple[Value, ...]:
        if kind in _SINGLE and size != 1:
            self.problem(path, "size", f"a {kind} has one component")
            return ()
        if kind == "menu" and menu is None:
            self.problem(path, "type", 'a menu needs choices; add menu = [["token", "Label"]]')
            return ()
        if menu is not None and menu.script and menu.tokens:
            self.problem(
                path, "menu", "the choices are fixed or computed; give menu or menu_script"
            )
            return ()
        if "default" not in table:
            zero: Value = menu.tokens[0] if kind == "menu" and menu and menu.tokens else _ZERO[kind]
            return (zero,) * size
        raw: Any = table["default"]
        values: list[Any] = raw if isinstance(raw, list) else [raw] * (1 if size == 1 else 0)
        if len(values) != size:
            self.problem(path, "default", f"must have {size} values, one a component")
        checked = [value for value in values if self.check_value(path, value, kind, menu)]
        return tuple(float(value) if kind == "float" else value for value in checked)

    def expressions(
        self, path: Path, table: dict[str, object], size: int
    ) -> tuple[Expression, ...]:
        given: Any = table.get("default_expressions", [])
        for position, one in enumerate(given):
            if one["index"] >= size:
                where = (*path, "default_expressions", position)
                message = f"no component has index {one['index']}; the last has {size - 1}"
                self.problems.append(Problem(self.toml.span(where), message))
        return tuple(Expression(one["index"], one["text"], one["language"]) for one in given)

    def check_value(self, path: Path, value: object, kind: str, menu: Menu | None) -> bool:
        """Report what keeps `value` from being a default; tell whether nothing does."""
        message = _value_problem(value, kind, menu or Menu())
        if message:
            self.problem(path, "default", message)
        return not message

    def range(self, path: Path, given: _Table) -> Range | None:
        if not given.has("min") and not given.has("max"):
            return None
        low = given.number("min", 0.0)
        high = given.number("max", max(low, 10.0))
        if low > high:
            self.problem(path, "min", f"min {low:g} is above max {high:g}")
        return Range(float(low), float(high), given.flag("min_strict"), given.flag("max_strict"))

    def problem(self, path: Path, key: str, message: str) -> None:
        self.problems.append(Problem(self.toml.span((*path, key)), message))


def _schema_of_flat_lists() -> dict[str, object]:
    """Give the schema without the nested form, so that messages speak of the one that is used."""
    schema: dict[str, Any] = load_schema("scheduler")
    listed = schema["properties"]["parameters"]
    return {
        **schema,
        "properties": {
            **schema["properties"],
            "parameters": {**listed, "items": listed["items"]["anyOf"][0]},
        },
    }


class _Table:
    """A table the schema has accepted, read with the types the schema promises."""

    def __init__(self, table: dict[str, object]) -> None:
        self._table = table

    def has(self, key: str) -> bool:
        return key in self._table

    def text(self, key: str, default: str = "") -> str:
        return str(self._table.get(key, default))

    def flag(self, key: str) -> bool:
        return bool(self._table.get(key, False))

    def number(self, key: str, default: float) -> float:
        value = self._table.get(key, default)
        return value if isinstance(value, int | float) else default


def _value_problem(value: object, kind: str, menu: Menu) -> str:
    fits = isinstance(value, _VALUE_TYPES[kind])
    if not fits or (isinstance(value, bool) and kind != "toggle"):
        return f"{value!r} is no {kind}"
    if kind == "toggle" and value not in (0, 1):
        return "a toggle is true or false"
    if kind == "menu" and not menu.tokens:
        return ""
    if kind == "menu" and isinstance(value, str) and value not in menu.tokens:
        tokens = ", ".join(f'"{token}"' for token in menu.tokens)
        return f'"{value}" is none of the tokens {tokens}'
    if kind == "menu" and isinstance(value, int) and not 0 <= value < len(menu.tokens):
        return f"{value} is no index of the {len(menu.tokens)} choices"
    return ""


def _menu(table: dict[str, object]) -> Menu | None:
    choices, given = table.get("menu"), _Table(table)
    script = given.text("menu_script")
    if choices is None and not script:
        return None
    pairs = [
        choice if isinstance(choice, list) else (choice, choice)
        for choice in (choices if isinstance(choices, list) else ())
    ]
    language = given.text("menu_language", "python") if script else ""
    tokens, labels = (tuple(pair[side] for pair in pairs) for side in (0, 1))
    return Menu(tokens, labels, script, language)


def _folder(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (str(value),)


def _tags(table: dict[str, object]) -> tuple[tuple[str, str], ...]:
    tags = table.get("tags")
    pairs = dict(tags) if isinstance(tags, dict) else {}
    if table.get("overridable"):
        pairs.setdefault(OVERRIDABLE_TAG, "")
    return tuple(sorted(pairs.items()))


def _label_for(name: str) -> str:
    """Give "Max Jobs" for "farmq_maxJobs": the prefix that all parameters share says nothing."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name.partition("_")[2] or name)
    return " ".join(word[:1].upper() + word[1:] for word in words) or name
