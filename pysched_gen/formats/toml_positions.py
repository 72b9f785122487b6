"""Find where each key and value of a TOML text stands.

`tomllib` gives values without places. This walks a text that `tomllib` has accepted, so it
need not tell good from bad, only keep count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Place", "Places", "find_places", "string_end"]

Path = tuple[str | int, ...]

# A bounded number of comments: the engine keeps a mark for each repetition of a group.
_SPACE = re.compile(r"[ \t\r\n]*(?:#[^\n]*[ \t\r\n]*){0,500}")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]+")
# How a string begins, and what ends it; escapes before that are passed over one by one.
_STRINGS = (
    ('"""', re.compile(r'\\.|"{3,5}(?!")', re.DOTALL)),
    ("'''", re.compile(r"'{3,5}(?!')")),
    ('"', re.compile(r'\\.|"')),
    ("'", re.compile("'")),
)
_ESCAPE = re.compile(r'\\(["\\bfnrt]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_SIMPLE_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Place:
    """1-based line and column of a key, and of its value."""

    line: int
    column: int
    value_line: int
    value_column: int


Places = dict[Path, Place]


def find_places(text: str) -> Places:
    r"""Give the place of every key and array element of a valid TOML `text` with `\n` line ends.

    Tables of an array count as elements: `("parameters", 0, "name")`.
    """
    return _Walk(text).places


def string_end(text: str, start: int) -> int:
    """Give where the string ends that begins at offset `start` of a valid TOML `text`."""
    for opening, closing in _STRINGS:
        if text.startswith(opening, start):
            for found in closing.finditer(text, start + len(opening)):
                if found[0][0] != "\\":
                    return found.end()
    return start + 1


class _Walk:
    def __init__(self, text: str) -> None:
        self.places: Places = {}
        self._text = text
        self._at = 0
        self._table: Path = ()
        self._counts: dict[Path, int] = {}
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._document()

    def _document(self) -> None:
        while self._skip_space():
            if self._text.startswith("[[", self._at):
                self._header(2)
            elif self._text.startswith("[", self._at):
                self._header(1)
            else:
                self._pair(self._table)

    def _header(self, brackets: int) -> None:
        start = self._at
        self._at += brackets
        path = self._resolve(self._key())
        if brackets == 2:  # noqa: PLR2004
            count = self._counts.get(path, 0)
            self._counts[path] = count + 1
            self._mark(path, start, start)
            path = (*path, count)
        self._skip_space()
        self._at += brackets
        self._mark(path, start, start)
        self._table = path

    def _resolve(self, keys: list[str]) -> Path:
        """Insert the index of the last element wherever a prefix is an array of tables."""
        path: Path = ()
        for position, key in enumerate(keys):
            path = (*path, key)
            if position < len(keys) - 1 and path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        start = self._at
        path = (*table, *self._key())
        self._skip_space()
        self._at += 1
        self._skip_space()
        self._mark(path, start, self._at)
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip_space()
            if self._text[self._at] in "\"'":
                parts.append(_unquote(self._string()))
            else:
                match = _BARE_KEY.match(self._text, self._at)
                assert match is not None, "a key of valid TOML is bare or quoted"  # noqa: S101
                self._at = match.end()
                parts.append(match[0])
            self._skip_space()
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: Path) -> None:
        head = self._text[self._at]
        if head in "\"'":
            self._string()
        elif head == "[":
            self._elements(path, "]")
        elif head == "{":
            self._elements(path, "}")
        else:
            match = _SCALAR.match(self._text, self._at)
            self._at = match.end() if match else self._at + 1

    def _elements(self, path: Path, closing: str) -> None:
        self._at += 1
        index = 0
        while self._skip_space() and self._text[self._at] != closing:
            if closing == "}":
                self._pair(path)
            else:
                self._mark((*path, index), self._at, self._at)
                self._value((*path, index))
                index += 1
            self._skip_space()
            if self._text[self._at] == ",":
                self._at += 1
        self._at += 1

    def _string(self) -> str:
        start = self._at
        self._at = string_end(self._text, start)
        return self._text[start : self._at]

    def _skip_space(self) -> bool:
        while (match := _SPACE.match(self._text, self._at)) and match.end() > self._at:
            self._at = match.end()
        return self._at < len(self._text)

    def _mark(self, path: Path, key: int, value: int) -> None:
        self.places.setdefault(path, Place(*self._line_column(key), *self._line_column(value)))

    def _line_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def _unquote(quoted: str) -> str:
    if quoted.startswith("'"):
        return quoted[1:-1]
    return _ESCAPE.sub(lambda match: _unescape(match[1]), quoted[1:-1])


def _unescape(escape: str) -> str:
    if escape[0] in "uU":
        return chr(int(escape[1:], 16))
    return _SIMPLE_ESCAPES.get(escape, escape)
