"""The parts that a property of a dialog script is made of, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = [
    "BindSelector",
    "Default",
    "Limit",
    "Limits",
    "Menu",
    "MenuKind",
    "Place",
    "Tag",
    "Unknown",
]


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


@dataclass(frozen=True, slots=True)
class BindSelector:
    """Geometry selection of a SOP: name, label, prompt and six words, kept in order."""

    arguments: tuple[str, ...]
