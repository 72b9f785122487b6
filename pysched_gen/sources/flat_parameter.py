"""One table of a flat parameter list of a `scheduler.toml` in, its parameter out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import Problem
from pysched_gen.sources.source import OVERRIDABLE_TAG, Expression, Menu, Parameter, Range, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.formats.toml_text import TomlText

__all__ = ["FlatParameters"]

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


class FlatParameters:
    """Reads the tables of one file; what is wrong with their values goes to `problems`."""

    def __init__(self, toml: TomlText, problems: list[Problem]) -> None:
        """Read from `toml` and append to `problems`."""
        self._toml = toml
        self._problems = problems

    def parameter(self, index: int, table: dict[str, object]) -> Parameter:
        """Give the parameter of `table`, which the schema has accepted, at `index` of the list."""
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
            span=self._toml.span((*path, "name")),
            size=size,
            default=self._default(path, table, kind, size, menu),
            default_expressions=self._expressions(path, table, size),
            menu=menu,
            range=self._range(path, given),
            help=given.text("help"),
            disable_when=given.text("disable_when"),
            hide_when=given.text("hide_when"),
            folder=_folder(table.get("folder", [])),
            tags=_tags(table),
            hidden=given.flag("hidden"),
            hide_label=given.flag("hide_label"),
            join_next=given.flag("join_next"),
        )

    def _default(
        self, path: Path, table: dict[str, object], kind: str, size: int, menu: Menu | None
    ) -> tuple[Value, ...]:
        if kind in _SINGLE and size != 1:
            self._problem(path, "size", f"a {kind} has one component")
            return ()
        if kind == "menu" and menu is None:
            self._problem(path, "type", 'a menu needs choices; add menu = [["token", "Label"]]')
            return ()
        if menu is not None and menu.script and menu.tokens:
            self._problem(
                path, "menu", "the choices are fixed or computed; give menu or menu_script"
            )
            return ()
        if "default" not in table:
            zero: Value = menu.tokens[0] if kind == "menu" and menu and menu.tokens else _ZERO[kind]
            return (zero,) * size
        raw: Any = table["default"]
        values: list[Any] = raw if isinstance(raw, list) else [raw] * (1 if size == 1 else 0)
        if len(values) != size:
            self._problem(path, "default", f"must have {size} values, one a component")
        checked = [value for value in values if self._check_value(path, value, kind, menu)]
        return tuple(float(value) if kind == "float" else value for value in checked)

    def _expressions(
        self, path: Path, table: dict[str, object], size: int
    ) -> tuple[Expression, ...]:
        given: Any = table.get("default_expressions", [])
        for position, one in enumerate(given):
            if one["index"] >= size:
                where = (*path, "default_expressions", position)
                message = f"no component has index {one['index']}; the last has {size - 1}"
                self._problems.append(Problem(self._toml.span(where), message))
        return tuple(Expression(one["index"], one["text"], one["language"]) for one in given)

    def _check_value(self, path: Path, value: object, kind: str, menu: Menu | None) -> bool:
        """Report what keeps `value` from being a default; tell whether nothing does."""
        message = _value_problem(value, kind, menu or Menu())
        if message:
            self._problem(path, "default", message)
        return not message

    def _range(self, path: Path, given: _Table) -> Range | None:
        if not given.has("min") and not given.has("max"):
            return None
        low = given.number("min", 0.0)
        high = given.number("max", max(low, 10.0))
        if low > high:
            self._problem(path, "min", f"min {low:g} is above max {high:g}")
        return Range(float(low), float(high), given.flag("min_strict"), given.flag("max_strict"))

    def _problem(self, path: Path, key: str, message: str) -> None:
        self._problems.append(Problem(self._toml.span((*path, key)), message))


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
