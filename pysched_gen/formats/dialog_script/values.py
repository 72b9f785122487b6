"""The parts that a property of a dialog script is made of, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

__all__ = [
    "VALUE_TYPES",
    "BindSelector",
    "Computed",
    "Default",
    "Doubt",
    "Limit",
    "Limits",
    "Menu",
    "MenuKind",
    "Place",
    "Tag",
    "Tags",
    "Unknown",
    "Value",
]


Value = str | int | float | bool

# What `kind_of` calls the types that hold a value.
VALUE_TYPES = ("string", "integer", "float", "toggle", "menu")


class MenuKind(str, Enum):
    """How choices are offered; the value is the keyword."""

    NORMAL = "menu"
    REPLACE = "menureplace"
    TOGGLE = "menutoggle"
    MINI = "menumini"
    JOIN = "menujoin"


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, 1-based, of the keyword that begins something."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Unknown:
    """Text that no rule covers, or a comment, exactly as it stands.

    `after` is the field of the property before it, "" where none or an item is before it.
    """

    text: str
    after: str = ""
    place: Place = field(default=Place(), compare=False, repr=False)


class Doubt(NamedTuple):
    """What was read in one of several ways; `is_slip` where it is a word that is none."""

    place: Place
    message: str
    is_slip: bool = False


class Tag(NamedTuple):
    """One pair of a `parmtag` or `grouptag`."""

    key: str
    value: str


Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """An expression in the place of a default; Houdini has the languages hscript and python."""

    text: str
    language: str


# Default of one component. As a script spells it, it is a text; see `resolved`.
Default = Value | Computed


@dataclass(frozen=True, slots=True)
class Limit:
    """One end of a range; a strict end cannot be passed by typing.

    `spelling` is that of the script it was read from, "" where it is to be the shortest.
    """

    value: float
    strict: bool = False
    spelling: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """Slider range."""

    low: Limit
    high: Limit


@dataclass(frozen=True, slots=True)
class Menu:
    """Choices: pairs of token and label, or the script that computes them, in its `language`.

    `use_token_value` makes an integer show tokens that are numbers (usetokenvalue).
    """

    kind: MenuKind = MenuKind.NORMAL
    pairs: tuple[tuple[str, str], ...] = ()
    script: str | None = None
    language: str | None = None
    use_token_value: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return what is stored."""
        return tuple(token for token, _ in self.pairs)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return what is shown."""
        return tuple(label for _, label in self.pairs)


@dataclass(frozen=True, slots=True)
class BindSelector:
    """Geometry selection of a SOP: name, label, prompt and six words, kept in order."""

    arguments: tuple[str, ...]
