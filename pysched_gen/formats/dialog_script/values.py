"""The parts that a property of a dialog script is made of, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = [
    "VALUE_TYPES",
    "BindSelector",
    "Computed",
    "Default",
    "Limit",
    "Limits",
    "Menu",
    "MenuKind",
    "Place",
    "Tag",
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


@dataclass(frozen=True, slots=True)
class Tag:
    """One pair of a `parmtag` or `grouptag`."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Default:
    """Default of one component: a value, or an expression where `language` names one.

    Houdini writes the languages `hscript-expr` and `python`.
    """

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """An expression in the place of a default; `language` is hscript or python."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Limit:
    """One end of a range, spelt as in the script; a strict end cannot be passed by typing."""

    number: str
    strict: bool = False

    @property
    def value(self) -> float:
        """Give the number."""
        return float(self.number)


@dataclass(frozen=True, slots=True)
class Limits:
    """Slider range."""

    low: Limit
    high: Limit


@dataclass(frozen=True, slots=True)
class Menu:
    """Choices: pairs of token and label, or the lines of a script that computes them."""

    kind: MenuKind = MenuKind.NORMAL
    pairs: tuple[tuple[str, str], ...] = ()
    script: tuple[str, ...] = ()
    language: str | None = None
    use_token_value: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return what is stored."""
        return tuple(token for token, _ in self.pairs)

    @property
    def text(self) -> str:
        """Return the script that computes the choices, "" where they are fixed."""
        return "\n".join(self.script)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return what is shown."""
        return tuple(label for _, label in self.pairs)


@dataclass(frozen=True, slots=True)
class BindSelector:
    """Geometry selection of a SOP: name, label, prompt and six words, kept in order."""

    arguments: tuple[str, ...]
