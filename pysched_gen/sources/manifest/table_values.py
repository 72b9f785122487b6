"""Keys of one parameter's table in, what a dialog script says in their place out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.kinds import SINGLE, kind_of, zero_of
from pysched_gen.formats.dialog_script.tree import Computed, Default, Limit, Limits, Menu
from pysched_gen.formats.dialog_script.values import VALUE_TYPES
from pysched_gen.formats.json_text import quote
from pysched_gen.sources.manifest.keys import MENU_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pysched_gen.formats.dialog_script.values import Value

__all__ = ["TableProblem", "defaults_of", "limits_of", "menu_of", "size_of", "type_word"]

Path = tuple[str | int, ...]
Table = dict[str, Any]

_COMPUTED = ("integer", "float", "toggle")
_EXPRESSION = re.compile(r"[$(`]")
_FITTING: Mapping[str, tuple[type, ...]] = {
    "integer": (int, str),
    "float": (int, float, str),
    "toggle": (bool, int, str),
    "menu": (str, int),
}


class TableProblem(Exception):  # noqa: N818
    """What is wrong with the value at `path` inside of a table."""

    def __init__(self, path: Path, message: str) -> None:
        """Keep where and what."""
        self.path = path
        super().__init__(message)


def type_word(table: Table) -> str | None:
    """Return the type in a dialog script, where a menu is called ordinal."""
    word = table.get("type") or None
    return "ordinal" if word == "menu" else word


def size_of(table: Table) -> int | None:
    """Return the number of components, None where it is one and goes without saying.

    Raises:
        TableProblem: the type has one component, or a default does not tell all of them.
    """
    given, word = _given(table), table.get("type")
    count = max(1, len(given or ()))
    size: int = table.get("size", count)
    kind = kind_of(type_word(table))
    if kind in SINGLE and size != 1:
        where = "size" if "size" in table else "default"
        raise TableProblem((where,), f"a {word} has one component")
    if kind in VALUE_TYPES and given is not None and size != count:
        raise TableProblem(("default",), f"must have {size} values, one a component")
    return None if size == count == 1 else size


def defaults_of(table: Table) -> tuple[Default, ...] | None:
    """Return the default of each component; an expression takes the place of a value.

    Raises:
        TableProblem: a value does not fit the type, or an expression has no component.
    """
    given = _given(table)
    expressions = table.get("default_expressions", [])
    kind = kind_of(type_word(table))
    if given is None and not expressions:
        return None
    if given is None:
        zero = zero_of(kind, None)
        given = ["" if zero is None else zero] * table.get("size", 1)
    found: list[Default] = [
        _default(table, kind, value, index) for index, value in enumerate(given)
    ]
    for position, one in enumerate(expressions):
        if one["index"] >= len(found):
            message = f"no component has index {one['index']}; the last has {len(found) - 1}"
            raise TableProblem(("default_expressions", position), message)
        found[one["index"]] = Computed(one["text"], one["language"])
    return tuple(found)


def _given(table: Table) -> list[Value] | None:
    raw = table.get("default")
    return raw if isinstance(raw, list) or raw is None else [raw]


def _default(table: Table, kind: str, value: Value, index: int) -> Default:
    path = ("default", index) if isinstance(table.get("default"), list) else ("default",)
    word = table.get("type", "")
    told = word if kind in VALUE_TYPES else f"text for a {word}"
    wrong = f"{quote(value)} is not {'an' if told[:1] in 'aeiou' else 'a'} {told}"
    fits = isinstance(value, _FITTING.get(kind, (str,)))
    if not fits or (isinstance(value, bool) and kind != "toggle"):
        raise TableProblem(path, wrong if kind in _FITTING else f"{wrong}; write it as a text")
    if kind == "toggle" and value not in {0, 1} and not isinstance(value, str):
        raise TableProblem(path, f"{wrong}; write true or false")
    if kind in _COMPUTED and isinstance(value, str) and not _EXPRESSION.search(value):
        raise TableProblem(path, f"{wrong}; an expression goes into default_expressions")
    return value


def menu_of(table: Table) -> Menu | None:
    """Give the choices, None where there are none.

    Raises:
        TableProblem: they are both fixed and computed, or something is said of none.
    """
    script, choices = table.get("menu_script"), table.get("menu")
    if script is None and choices is None:
        stray = [key for key in table if key.startswith("menu_")]
        if stray:
            raise TableProblem((stray[0],), f"{stray[0]} needs menu or menu_script beside it")
        if table.get("type") == "menu":
            message = 'a menu needs choices; add menu = [["token", "Label"]]'
            raise TableProblem(("type",), message)
        return None
    if script is not None and choices is not None:
        message = "the choices are fixed or computed; give menu or menu_script"
        raise TableProblem(("menu",), message)
    kind = MENU_KINDS[table.get("menu_kind", "normal")]
    use_token = table.get("menu_use_token", False)
    if script is None:
        pairs = tuple(_pair(choice) for choice in choices or ())
        return Menu(kind, pairs, use_token_value=use_token)
    language = table.get("menu_language", "python")
    return Menu(kind, (), script, language, use_token)


def _pair(choice: str | list[str]) -> tuple[str, str]:
    return (choice, choice) if isinstance(choice, str) else (choice[0], choice[1])


def limits_of(table: Table) -> Limits | None:
    """Give the range; an end that is not told is as in `[[parameters]]` of a manifest.

    Raises:
        TableProblem: it ends below its start, or something is said of none.
    """
    if "min" not in table and "max" not in table:
        stray = [key for key in ("min_strict", "max_strict") if key in table]
        if stray:
            raise TableProblem((stray[0],), f"{stray[0]} needs min or max beside it")
        return None
    low = float(table.get("min", 0))
    high = float(table.get("max", max(low, 10.0)))
    if low > high:
        raise TableProblem(("min",), f"min {low:g} is above max {high:g}")
    return Limits(
        Limit(low, table.get("min_strict", False)),
        Limit(high, table.get("max_strict", False)),
    )
