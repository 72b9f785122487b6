"""TOML read, its values with their places, and written, a value in one line."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.formats.merge_marks import unresolved_merge
from pysched_gen.formats.toml_positions import Places, find_places

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib
import json

if TYPE_CHECKING:
    from pysched_gen.span import Origin, Span

__all__ = ["MAX_DEPTH", "TomlText", "inline", "load_toml", "string"]

Path = tuple[str | int, ...]

MAX_DEPTH = 250  # folders 100 deep are tables in arrays
_TOO_DEEP = "is nested too deeply to be read"

_TABLE = re.compile(r"^\[([\w-]+)\]", re.MULTILINE)
_WHERE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class TomlText:
    """What a TOML text holds, and where each value of it stands."""

    data: dict[str, object]
    places: Places
    origin: Origin

    def span(self, path: Path, *, at_key: bool = False) -> Span:
        """Give the place of the value (or key) at `path`, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            place = self.places.get(path[:length])
            if place is not None:
                if at_key:
                    return self.origin.span(place.line, place.column)
                return self.origin.span(place.value_line, place.value_column)
        return self.origin.span()


def load_toml(text: str, origin: Origin) -> TomlText:
    """Give what `text`, which was read from `origin`, holds.

    Raises:
        ConfigError: it is no TOML, at the place where it stops being it, or nested too deeply.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax_problem(str(error), text, origin)]) from error
    except RecursionError as error:
        raise ConfigError([Problem(origin.span(), _TOO_DEEP)]) from error
    except ValueError as error:  # Python reads no integer of some thousand digits
        message = "holds a number with too many digits to be read"
        raise ConfigError([Problem(origin.span(), message)]) from error
    if _is_deep(data):
        raise ConfigError([Problem(origin.span(), _TOO_DEEP)])
    return TomlText(data, find_places(text), origin)


def _is_deep(data: dict[str, object]) -> bool:
    """Tell whether tables and arrays stand inside of each other so deep that readers give up."""
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [value for values in inner for value in values if isinstance(value, dict | list)]
        if not level:
            return False
    return True


def _syntax_problem(message: str, text: str, origin: Origin) -> Problem:
    where = _WHERE.search(message)
    what = _WHERE.sub("", message).strip().rstrip(".")
    if where and where[1]:
        line, column = int(where[1]), int(where[2])
    else:
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    if what == "Cannot overwrite a value":
        for table in _TABLE.finditer(text):
            if f"\n[[{table[1]}]]" in text:
                place = origin.span(text.count("\n", 0, table.start()) + 1)
                hint = f"[{table[1]}] is one table and there are several; write [[{table[1]}]]"
                return Problem(place, f"not valid TOML: {hint}")
    merge = unresolved_merge(text.split("\n")[line - 1])
    return Problem(
        origin.span(line, column), f"not valid TOML: {merge or what[:1].lower() + what[1:]}"
    )


def string(text: str) -> str:
    r"""Give a TOML basic string: JSON's escapes are TOML's, but for U+007F."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def inline(value: Any) -> str:
    """Give a string, number, bool, list or table of these as TOML in one line."""
    if isinstance(value, str):
        return string(value)
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {inline(item)}" for key, item in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else string(key)
