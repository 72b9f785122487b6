"""Bytes of a JSON file in, plain values out; refuses what JSON readers silently bend."""

from __future__ import annotations

import codecs
import json
import re
from math import isfinite
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.limits import MOST_DIGITS
from pysched_gen.formats.texts import decode_text
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.span import Part, Span

__all__ = [
    "decode_json",
    "json_parts",
    "json_path",
    "json_spans",
    "parse_json",
    "quote",
    "too_many_parts",
]

Path = tuple[str | int, ...]

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^ \t\r\n,\]}]+")
_STRING = json.JSONDecoder().raw_decode
_LONGEST_QUOTE = 60
# Lists, objects, keys and texts, which take 60 bytes and more each, however short they are.
_MOST_PARTS = 1_000_000
_CHARACTERS_A_PART = 40


class _RefusedError(ValueError):
    """Valid for Python's reader, but no value that a dump can mean.

    `token` is how it is written; `twice` is a key that an object has two times.
    """

    def __init__(self, message: str, token: str = "", twice: str | None = None) -> None:
        super().__init__(message)
        self.token = token
        self.twice = twice


def json_path(path: Path) -> str:
    """Give `path` as JSONPath: `$.nodes[0].name`."""
    return "$" + "".join(map(_step, path))


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if _IDENTIFIER.fullmatch(step):
        return f".{step}"
    return f"[{quote(step)}]"


def quote(value: object) -> str:
    """Give `value` as JSON for a message: a long string cut, lone surrogates as escapes."""
    if isinstance(value, str) and len(value) > _LONGEST_QUOTE:
        value = f"{value[:_LONGEST_QUOTE]}..."
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def parse_json(data: bytes, display: str) -> object:
    """Give the value that the JSON text `data`, shown to the user as file `display`, holds.

    Raises:
        SourceError: it is not UTF-8 (or UTF-16 with a mark), not JSON, names a key twice in one
            object, holds half a character, or a number or a depth that no dump has.
    """
    origin = Origin(display)
    text = decode_json(data, display)
    many = too_many_parts(text)
    if many:
        raise SourceError(origin.span(), many)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_fraction,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise SourceError(origin.span(error.lineno, error.colno), message) from error
    except _RefusedError as error:
        raise SourceError(_span_at(text, _refused_at(text, error), origin), str(error)) from error
    except RecursionError as error:
        raise SourceError(origin.span(), "is nested too deeply to be read") from error
    if _SURROGATE_ESCAPE.search(text):
        _refuse_half_characters(value, text, origin)
    return value


def json_spans(data: bytes, display: str, paths: Iterable[Path]) -> dict[Path, Span]:
    """Return where the values at `paths` stand in the JSON text `data`, which was accepted.

    A path that leads nowhere, such as that of a missing key, has the place of what is nearest.
    """
    origin, text = Origin(display), decode_json(data, display)
    wanted = list(paths)
    every = {path[:length] for path in wanted for length in range(len(path) + 1)}
    starts = {path: start for path, _, start in _values(text) if path in every}
    return {
        path: _span_at(text, next(starts[one] for one in _nearest(path) if one in starts), origin)
        for path in wanted
    }


def json_parts(data: bytes, display: str, paths: Iterable[Path]) -> dict[Path, tuple[Part, ...]]:
    r"""Return of what stands at `paths` in `data`, which was accepted, where its parts begin.

    A text is many parts: each escape is one, and so is what stands between two. Line ends of a
    text are \n, \r or both, as a reader takes them. What is no text is one part.
    """
    text, wanted = decode_json(data, display), set(paths)
    starts = {path: start for path, _, start in _values(text) if path in wanted}
    found = {}
    line, begin, at = 1, 0, 0
    for path, start in sorted(starts.items(), key=lambda one: one[1]):
        line += text.count("\n", at, start)
        begin, at = max(begin, text.rfind("\n", at, start) + 1), start
        found[path] = _parts(text, start, line, start - begin + 1)
    return found


def _parts(text: str, start: int, line: int, column: int) -> tuple[Part, ...]:
    if text[start] != '"':
        return ((1, 1, line, column),)
    end = _STRING(text, start)[1] - 1
    text_line = text_column = 1
    parts = [(1, 1, line, column + 1)]
    last = start + 1
    for escape in _ESCAPE.finditer(text, last, end):
        text_column += escape.start() - last
        here = text_line, text_column, line, column + escape.start() - start
        if parts[-1] != here:
            parts.append(here)
        if _LINE_END.fullmatch(escape[0]):
            text_line, text_column = text_line + 1, 1
        else:
            text_column += 1
        last = escape.end()
        parts.append((text_line, text_column, line, column + last - start))
    return tuple(parts)


# Two that are one character, a line end of Windows, any other.
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?:\\r|\\u000[dD])(?:\\n|\\u000[aA])|\\u[0-9a-fA-F]{4}|\\."
)
_LINE_END = re.compile(r"(?:\\[rn]|\\u000[aAdD])+")


def _nearest(path: Path) -> Iterator[Path]:
    yield from (path[:length] for length in range(len(path), -1, -1))


def _span_at(text: str, offset: int, origin: Origin) -> Span:
    return origin.span(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _refused_at(text: str, error: _RefusedError) -> int:
    """Return where in `text`, which Python's reader takes, that stands which is refused."""
    seen: set[Path] = set()
    for path, key, start in _values(text):
        if error.twice is None:
            token = _SCALAR.match(text, start)
            if token is not None and token[0] == error.token:
                return start
        elif path[-1:] == (error.twice,) and path in seen:
            return key
        seen.add(path)
    return 0


def _values(text: str) -> Iterator[tuple[Path, int, int]]:
    """Yield path, start of the key (of an item of a list its own) and start of each value.

    `text` is JSON, at least as far as it is looked at, so that only count is kept.
    """
    # Of each list and object that is open: its path, and the index or key of what comes next.
    waiting: list[tuple[Path, int | str | None]] = []
    key = position = 0
    while (position := _end(_SPACE, text, position)) < len(text):
        character = text[position]
        path, step = waiting[-1] if waiting else ((), None)
        if character in "]}":
            waiting.pop()
            position += 1
        elif character == ",":
            waiting[-1] = path, step + 1 if isinstance(step, int) else None
            position += 1
        elif waiting and step is None:
            key = position
            name, position = _STRING(text, position)
            waiting[-1] = path, name
            position = text.index(":", position) + 1
        else:
            here = (*path, step) if step is not None else path
            yield here, key if isinstance(step, str) else position, position
            if character in "[{":
                waiting.append((here, 0 if character == "[" else None))
                position += 1
            elif character == '"':
                position = _STRING(text, position)[1]
            else:
                position = _end(_SCALAR, text, position)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return start if found is None else found.end()


def too_many_parts(text: str) -> str:
    """Return why the JSON `text` would take too much memory, "" where it does not."""
    most = _MOST_PARTS + len(text) // _CHARACTERS_A_PART
    if sum(map(text.count, "{[:")) + text.count('"') // 2 <= most:
        return ""
    return f"more than {most:,} lists, objects, keys and texts are more than is read of one file"


def decode_json(data: bytes, display: str) -> str:
    """Give `data` as text; PowerShell redirects output as UTF-16, everything else gives UTF-8.

    Raises:
        SourceError: `data` is neither.
    """
    if not data.startswith(_UTF16):
        return decode_text(data, display)
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        message = "starts like UTF-16 but is not; save the file as UTF-8"
        raise SourceError(Origin(display).span(), message) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise _RefusedError(
            f"key {quote(twice)} stands twice in one object; remove one", twice=twice
        )
    return found


def _integer(digits: str) -> int:
    count = len(digits.lstrip("-"))
    if count > MOST_DIGITS:
        raise _RefusedError(
            f"a number of {count} digits; Houdini has at most {MOST_DIGITS}", digits
        )
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise _RefusedError(f"number {digits[:40]} is too large for Houdini", digits)
    return number


def _constant(name: str) -> object:
    raise _RefusedError(f"{name} is no JSON number; a dump has null in its place", name)


def _refuse_half_characters(value: object, text: str, origin: Origin) -> None:
    for path, string in _strings(value):
        if _SURROGATE.search(string):
            message = f"{json_path(path)}: holds half a character (a lone surrogate); mend the text"
            start = next(start for one, _, start in _values(text) if one == path)
            raise SourceError(_span_at(text, start, origin), message)


def _strings(value: object) -> Iterator[tuple[Path, str]]:
    """Give every string with its path; keys count as strings of their object."""
    waiting: list[tuple[Path, object]] = [((), value)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, str):
            yield path, item
        elif isinstance(item, list):
            waiting += [((*path, index), inner) for index, inner in enumerate(item)]
        elif isinstance(item, dict):
            yield from ((path, key) for key in item)
            waiting += [((*path, key), inner) for key, inner in item.items()]
