"""Answers of `new` in, a `scheduler.toml` that says so out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import UsageError
from pysched_gen.formats.given_value import given_value, takes
from pysched_gen.formats.toml_positions import string_end
from pysched_gen.formats.toml_text import inline, load_toml
from pysched_gen.sources.snippet_folder import MANIFEST
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.formats.toml_positions import Place
    from pysched_gen.formats.toml_text import TomlText

__all__ = ["choices_of", "default_of", "with_answers"]

_IDENTITY = ("label", "class", "category", "callback_server", "houdini")
_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Parameter:
    """A table of `[[parameters]]` that holds a value."""

    path: _Path
    table: Mapping[str, Any]


def with_answers(text: str, prefix: str, answers: Mapping[str, str]) -> str:
    """Return the manifest `text` with `answers` in it; comments and order stay.

    A key is one of the identity, or a parameter, with or without the `prefix`; its answer
    becomes the default.

    Raises:
        UsageError: there is no such key, or the answer is not of its kind.
    """
    for key, answer in answers.items():
        _refuse_controls(key, answer)
        manifest = load_toml(text, Origin(MANIFEST))
        if key in _IDENTITY:
            text = _replaced(text, manifest, ("scheduler", key), answer, ("scheduler", "name"))
            continue
        parameter = _parameters(manifest.data, prefix).get(key)
        if parameter is None:
            known = ", ".join((*_IDENTITY, *_short_names(manifest.data, prefix)))
            raise UsageError(f"--set {key}: is nothing to set here; there are {known}")
        value = _value(key, answer, parameter.table)
        path = (*parameter.path, "default")
        text = _replaced(text, manifest, path, value, (*parameter.path, "name"))
    return text


def default_of(text: str, prefix: str, key: str) -> str:
    """Return what `key` is without an answer, as `--set` takes it."""
    manifest = load_toml(text, Origin(MANIFEST))
    parameter = _parameters(manifest.data, prefix).get(key)
    if parameter is None:
        scheduler: Any = manifest.data["scheduler"]
        return str(scheduler.get(key, ""))
    value = parameter.table.get("default", "")
    return str(int(value)) if isinstance(value, bool) else str(value)


def choices_of(text: str, prefix: str) -> dict[str, tuple[str, ...]]:
    """Return the keys that `with_answers` takes, and what each can be, () for any text."""
    data = load_toml(text, Origin(MANIFEST)).data
    found: dict[str, tuple[str, ...]] = dict.fromkeys(_IDENTITY, ())
    for parameter in _tables(data, ()):
        kind = parameter.table.get("type", "string")
        values = ("0", "1") if kind == "toggle" else _tokens(parameter.table)
        found[str(parameter.table.get("name", "")).removeprefix(f"{prefix}_")] = values
    return found


def _tokens(table: Mapping[str, Any]) -> tuple[str, ...]:
    entries = table.get("menu", ()) if table.get("type") == "menu" else ()
    return tuple(one if isinstance(one, str) else str(one[0]) for one in entries)


def _refuse_controls(key: str, answer: str) -> None:
    if any(ord(character) < ord(" ") or character == "\x7f" for character in answer):
        raise UsageError(
            f"--set {key}={answer}: has a line break or another control "
            "character in it; give one line of text"
        )
    try:
        answer.encode()
    except UnicodeEncodeError:
        raise UsageError(f"--set {key}: the answer is no text in Unicode") from None


def _value(key: str, answer: str, table: Mapping[str, Any]) -> object:
    """Return `answer` as what the parameter holds."""
    kind = table.get("type", "string")
    tokens = _tokens(table)
    value = given_value(answer, kind)
    if value is None or (tokens and answer not in tokens):
        raise UsageError(f"--set {key}={answer}: {takes(key, kind, tokens)}")
    return value if kind in ("string", "menu") else _within(key, value, table)


def _within(key: str, value: Any, table: Mapping[str, Any]) -> Any:
    least, most = (
        table.get(bound) if table.get(f"{bound}_strict") else None for bound in ("min", "max")
    )
    if (least is not None and value < least) or (most is not None and value > most):
        bounds = " and ".join(
            f"at {word} {bound:g}"
            for word, bound in (("least", least), ("most", most))
            if bound is not None
        )
        raise UsageError(f"--set {key}={value:g}: must be {bounds}")
    return value


def _parameters(data: Mapping[str, Any], prefix: str) -> dict[str, _Parameter]:
    """Return the parameters of a manifest by name, and by what is behind the prefix."""
    found = {}
    for parameter in _tables(data, ()):
        name = str(parameter.table.get("name", ""))
        found[name] = parameter
        found[name.removeprefix(f"{prefix}_")] = parameter
    return found


def _short_names(data: Mapping[str, Any], prefix: str) -> list[str]:
    names = (str(one.table.get("name", "")) for one in _tables(data, ()))
    return [name.removeprefix(f"{prefix}_") for name in names]


def _tables(table: Mapping[str, Any], path: _Path) -> Iterator[_Parameter]:
    for number, inner in enumerate(table.get("parameters", ())):
        place = (*path, "parameters", number)
        if "parameters" in inner:
            yield from _tables(inner, place)
        else:
            yield _Parameter(place, inner)


def _replaced(text: str, manifest: TomlText, path: _Path, value: object, beside: _Path) -> str:
    """Return `text` with `value` at `path`; a key that is not there comes behind `beside`."""
    place = manifest.places.get(path)
    if place is not None:
        start = _offset(text, place)
        return text[:start] + inline(value) + text[_value_end(text, start) :]
    start = _offset(text, manifest.places[beside])
    end = text.find("\n", _value_end(text, start))
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{path[-1]} = {inline(value)}{text[end:]}"


def _offset(text: str, place: Place) -> int:
    lines = text.split("\n")[: place.value_line - 1]
    return sum(len(line) + 1 for line in lines) + place.value_column - 1


def _value_end(text: str, start: int) -> int:
    """Return where a string, number or truth value that begins at `start` ends."""
    if text[start] in "\"'":
        return string_end(text, start)
    end = start
    while end < len(text) and text[end] not in " \t\n\r#,]}":
        end += 1
    return end
