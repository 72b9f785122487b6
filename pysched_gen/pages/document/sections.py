"""An interface in, what a page says about it out: sections with rows, whatever the markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.strings import text_of
from pysched_gen.formats.dialog_script.tree import Computed, Folder, Multiparm, Parm, Unknown
from pysched_gen.sources.parameters import is_overridable
from pysched_gen.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pysched_gen.formats.dialog_script.tree import Default, Item, Items, Limits, Menu

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


def sections_of(items: Items) -> tuple[Section, ...]:
    """Give the sections in the order of the interface; what a folder itself has comes first.

    Separators, and folders with nothing in them, are left out.
    """
    return tuple(_sections(items, 0, "", ()))


def _sections(
    entries: Iterable[Item], depth: int, title: str, about: tuple[Line, ...]
) -> Iterator[Section]:
    own = tuple(entries)
    rows = tuple(_row(one) for one in own if isinstance(one, Parm) and _is_told(one))
    inner = [section for one in own for section in _inner(one, depth + 1)]
    if rows or (title and (inner or about)):
        yield Section(depth, title, about, rows)
    yield from inner


def _inner(entry: Item, depth: int) -> Iterator[Section]:
    if isinstance(entry, Folder):
        found = tuple(_sections(entry.items, depth, _title(entry), _conditions(entry)))
        if any(section.rows or section.is_multiparm for section in found):
            yield from found
    elif isinstance(entry, Multiparm):
        about = (_repetition(entry), *_conditions(entry))
        first, *others = _sections(entry.items, depth, _title(entry), about)
        yield replace(first, is_multiparm=True)
        yield from others
    elif not isinstance(entry, Parm | Unknown):
        yield from _sections(entry.items, depth, "", ())


def _title(entry: Folder | Multiparm) -> str:
    label = clean(entry.label or "")
    return label if label.strip() else clean(entry.name)


def _is_told(field: Parm) -> bool:
    return field.type is not None and field.type != "separator"


def _repetition(repeat: Multiparm) -> Line:
    told: Line = (
        *("Repeated as often as ", Code(clean(repeat.name)), f" says, {repeat.default or 0} at "),
        *("first. ", Code("#"), f" in a name is the number, from {repeat.first}."),
    )
    return (*told, " Overridable.") if is_overridable(repeat) else told


_TYPES: Mapping[str | None, str] = {"ordinal": "menu"}


def _row(field: Parm) -> Row:
    size = f" of {field.components}" if field.components > 1 else ""
    overridable = ", overridable" if is_overridable(field) else ""
    return Row(
        clean(field.label or ""),
        clean(field.name),
        clean(_TYPES.get(field.type, field.type or "")) + size + overridable,
        _default(field),
        tuple(_about(field)),
    )


def _default(field: Parm) -> Line:
    if field.type in {"button", "label"} or not field.default:
        return ()
    line: list[str | Code] = []
    for value in field.default:
        line += [", "] if line else []
        line += _value(value)
    return tuple(line)


def _value(value: Default) -> Line:
    if isinstance(value, Computed):
        return (f"{clean(value.language)} expression ", Code(clean(value.text)))
    if isinstance(value, bool):
        return ("on" if value else "off",)
    return (Code(clean(text_of(value))),) if value != "" else ("empty",)


def _about(field: Parm) -> Iterator[Line]:
    if field.help:
        yield (clean(field.help),)
    if field.menu is not None:
        yield _choices(field.menu)
    if field.range is not None and _range(field.range):
        yield (_range(field.range),)
    yield from _conditions(field)
    if field.invisible:
        yield ("Not shown.",)


def _choices(menu: Menu) -> Line:
    if menu.script is not None:
        return (f"Choices from a {clean(menu.language or 'hscript')} script.",)
    line: list[str | Code] = []
    for token, label in menu.pairs:
        line += [", " if line else "Choices: ", Code(clean(token)), f" {clean(label)}"]
    return tuple(line) or ("No choices.",)


def _range(limits: Limits) -> str:
    ends = {"From ": limits.low.value, "to ": limits.high.value}
    told = [word + text_of(end) for word, end in ends.items() if isfinite(end)]
    strict = {
        (True, True): ", and nothing outside of it",
        (True, False): ", and nothing below it",
        (False, True): ", and nothing above it",
    }
    return " ".join(told).capitalize() + strict.get((limits.low.strict, limits.high.strict), "")


def _conditions(entry: Parm | Folder | Multiparm) -> tuple[Line, ...]:
    told = {"Disabled when ": entry.disable_when, "Hidden when ": entry.hide_when}
    return tuple((word, Code(clean(text))) for word, text in told.items() if text)


def clean(text: str) -> str:
    """Give `text` with line feeds alone at its line ends, and what does not show as escapes."""
    return visible(re.sub(r"\r\n?", "\n", text))
