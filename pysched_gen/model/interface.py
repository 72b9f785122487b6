"""The parameter interface of a scheduler as a tree of typed values.

A flat list of `Parameter` values is what a package declares; this is what its users see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.tree import FolderKind, MenuKind, MultiparmKind
from pysched_gen.formats.dialog_script.values import Computed
from pysched_gen.sources.source import OVERRIDABLE_TAG, Range, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "MENU",
    "Borrowed",
    "Choices",
    "Computed",
    "Entry",
    "Field",
    "FolderKind",
    "Group",
    "Interface",
    "MenuKind",
    "MultiparmKind",
    "Range",
    "Repeat",
    "Tags",
    "Verbatim",
    "fields_of",
    "repeats_of",
]

MENU = "menu"
_FIRST_INSTANCE = "multistartoffset"
_OFFSET = re.compile(r"[0-9]{1,9}")

Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """A menu: pairs of token and label, or the script that computes them, in its `language`.

    `use_token` is what dialog scripts call usetokenvalue.
    """

    kind: MenuKind = MenuKind.NORMAL
    pairs: tuple[tuple[str, str], ...] = ()
    script: str | None = None
    language: str | None = None
    use_token: bool = False


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text of a dialog script that is kept as it stands.

    `after` is the property of a dialog script's block that it follows, "" for the block's start
    and for text that stands between entries.
    """

    text: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a value, a button, a label, a separator, a ramp.

    Attributes:
        name: internal name; "#" is the number of an instance inside of a `Repeat`.
        type: type of dialog script, such as string, file, vector or separator; `menu` for what
            Houdini calls ordinal; None for an entry that only gives a built-in one its place.
        default: one value a component. A text where the type has numbers is kept as it is.
        tags: in order of their keys.
        built_in: of the node type, not added by the user.
        export, unquoted, no_cook_when, selectors, verbatim: what dialog scripts say and
            schedulers do not use.
    """

    name: str
    type: str | None = "string"
    label: str | None = None
    size: int = 1
    default: tuple[Value | Computed, ...] | None = None
    menu: Choices | None = None
    range: Range | None = None
    help: str | None = None
    disable_when: str | None = None
    hide_when: str | None = None
    no_cook_when: str | None = None
    hidden: bool = False
    hide_label: bool = False
    join_next: bool = False
    built_in: bool = False
    tags: Tags = ()
    export: str | None = None
    unquoted: bool = False
    selectors: tuple[tuple[str, ...], ...] = ()
    verbatim: tuple[Verbatim, ...] = ()

    @property
    def overridable(self) -> bool:
        """Tell whether single TOP nodes may override it."""
        return any(key == OVERRIDABLE_TAG for key, _ in self.tags)


@dataclass(frozen=True, slots=True)
class Group:
    """A folder; tabs side by side are groups of one kind in a row, up to one that ends the row."""

    name: str
    kind: FolderKind = FolderKind.TABS
    label: str | None = None
    disable_when: str | None = None
    hide_when: str | None = None
    disable_tab_when: str | None = None
    hide_tab_when: str | None = None
    hidden: bool = False
    hidden_tab: bool = False
    ends_tab_group: bool = False
    built_in: bool = False
    tags: Tags = ()
    group_tags: Tags = ()
    entries: tuple[Entry, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Entries that a user repeats; `count` is how often they stand there at first."""

    name: str
    kind: MultiparmKind = MultiparmKind.BLOCK
    label: str | None = None
    count: int | None = None
    disable_when: str | None = None
    hide_when: str | None = None
    disable_tab_when: str | None = None
    hide_tab_when: str | None = None
    hidden: bool = False
    hidden_tab: bool = False
    ends_tab_group: bool = False
    built_in: bool = False
    tags: Tags = ()
    group_tags: Tags = ()
    entries: tuple[Entry, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()

    @property
    def first(self) -> int:
        """Give the number of the first instance: 1, unless a tag says another."""
        offset = dict(self.tags).get(_FIRST_INSTANCE, "")
        return int(offset) if _OFFSET.fullmatch(offset) else 1


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Entries taken from another dialog script, with some given anew."""

    name: str | None = None
    label: str | None = None
    source: str | None = None
    token: str | None = None
    mask: str | None = None
    enable: str | None = None
    entries: tuple[Entry, ...] = ()
    verbatim: tuple[Verbatim, ...] = ()


Entry = Field | Group | Repeat | Borrowed | Verbatim
Interface = tuple[Entry, ...]


def fields_of(interface: Iterable[Entry]) -> Iterator[Field]:
    """Give every field in order; those inside of a `Repeat` once, with "#" in their names."""
    for entry in interface:
        if isinstance(entry, Field):
            yield entry
        elif not isinstance(entry, Verbatim):
            yield from fields_of(entry.entries)


def repeats_of(interface: Iterable[Entry]) -> Iterator[Repeat]:
    """Give every `Repeat` that stands in no other, in order."""
    for entry in interface:
        if isinstance(entry, Repeat):
            yield entry
        elif isinstance(entry, Group | Borrowed):
            yield from repeats_of(entry.entries)
