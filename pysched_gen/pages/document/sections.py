"""An interface in, what a page says about it out: sections with rows, whatever the markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.resolved import text_of
from pysched_gen.model.interface import Computed, Field, Group, Repeat, Verbatim
from pysched_gen.sources.source import OVERRIDABLE_TAG
from pysched_gen.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.model.interface import Choices, Entry, Interface, Range
    from pysched_gen.sources.source import Value

__all__ = ["Code", "Line", "Row", "Section", "clean", "sections_of"]


@dataclass(frozen=True, slots=True)
class Code:
    """A text that is shown letter by letter, such as a name or an expression."""

    text: str


Line = tuple[str | Code, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What is said about one parameter; `about` are lines, help first."""

    label: str
    name: str
    type: str
    default: Line
    about: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A folder or multiparm; `depth` is 0 for what stands in none, whose title is empty."""

    depth: int
    title: str
    about: tuple[Line, ...]
    rows: tuple[Row, ...]
    is_multiparm: bool = False


def sections_of(interface: Interface) -> tuple[Section, ...]:
    """Give the sections in the order of the interface; what a folder itself has comes first.

    Separators, and folders with nothing in them, are left out.
    """
    return tuple(_sections(interface, 0, "", ()))


def _sections(
    entries: Iterable[Entry], depth: int, title: str, about: tuple[Line, ...]
) -> Iterator[Section]:
    own = tuple(entries)
    rows = tuple(_row(one) for one in own if isinstance(one, Field) and _is_told(one))
    inner = [section for one in own for section in _inner(one, depth + 1)]
    if rows or (title and (inner or about)):
        yield Section(depth, title, about, rows)
    yield from inner


def _inner(entry: Entry, depth: int) -> Iterator[Section]:
    if isinstance(entry, Group):
        found = tuple(_sections(entry.entries, depth, _title(entry), _conditions(entry)))
        if any(section.rows or section.is_multiparm for section in found):
            yield from found
    elif isinstance(entry, Repeat):
        about = (_repetition(entry), *_conditions(entry))
        first, *others = _sections(entry.entries, depth, _title(entry), about)
        yield replace(first, is_multiparm=True)
        yield from others
    elif not isinstance(entry, Field | Verbatim):
        yield from _sections(entry.entries, depth, "", ())


def _title(entry: Group | Repeat) -> str:
    label = clean(entry.label or "")
    return label if label.strip() else clean(entry.name)


def _is_told(field: Field) -> bool:
    return field.type is not None and field.type != "separator"


def _repetition(repeat: Repeat) -> Line:
    told: Line = (
        *("Repeated as often as ", Code(clean(repeat.name)), f" says, {repeat.count or 0} at "),
        *("first. ", Code("#"), f" in a name is the number, from {repeat.first}."),
    )
    overridable = any(key == OVERRIDABLE_TAG for key, _ in repeat.tags)
    return (*told, " Overridable.") if overridable else told


def _row(field: Field) -> Row:
    size = f" of {field.size}" if field.size > 1 else ""
    overridable = ", overridable" if field.overridable else ""
    return Row(
        clean(field.label or ""),
        clean(field.name),
        clean(field.type or "") + size + overridable,
        _default(field),
        tuple(_about(field)),
    )


def _default(field: Field) -> Line:
    if field.type in {"button", "label"} or not field.default:
        return ()
    line: list[str | Code] = []
    for value in field.default:
        line += [", "] if line else []
        line += _value(value)
    return tuple(line)


def _value(value: Value | Computed) -> Line:
    if isinstance(value, Computed):
        return (f"{clean(value.language)} expression ", Code(clean(value.text)))
    if isinstance(value, bool):
        return ("on" if value else "off",)
    return (Code(clean(text_of(value))),) if value != "" else ("empty",)


def _about(field: Field) -> Iterator[Line]:
    if field.help:
        yield (clean(field.help),)
    if field.menu is not None:
        yield _choices(field.menu)
    if field.range is not None and _range(field.range):
        yield (_range(field.range),)
    yield from _conditions(field)
    if field.hidden:
        yield ("Not shown.",)


def _choices(menu: Choices) -> Line:
    if menu.script is not None:
        return (f"Choices from a {clean(menu.language or 'hscript')} script.",)
    line: list[str | Code] = []
    for token, label in menu.pairs:
        line += [", " if line else "Choices: ", Code(clean(token)), f" {clean(label)}"]
    return tuple(line) or ("No choices.",)


def _range(limits: Range) -> str:
    ends = {"From ": limits.low, "to ": limits.high}
    told = [word + text_of(float(end)) for word, end in ends.items() if isfinite(end)]
    strict = {
        (True, True): ", and nothing outside of it",
        (True, False): ", and nothing below it",
        (False, True): ", and nothing above it",
    }
    return " ".join(told).capitalize() + strict.get((limits.low_strict, limits.high_strict), "")


def _conditions(entry: Field | Group | Repeat) -> tuple[Line, ...]:
    told = {"Disabled when ": entry.disable_when, "Hidden when ": entry.hide_when}
    return tuple((word, Code(clean(text))) for word, text in told.items() if text)


def clean(text: str) -> str:
    """Give `text` with line feeds alone at its line ends, and what does not show as escapes."""
    return visible(re.sub(r"\r\n?", "\n", text))
