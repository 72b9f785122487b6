"""What a dialog script says, as frozen values; nothing here reads or writes text.

The grammar is the one Houdini 11 to 21 was seen to write. None stands for a property that is not
there, "" for a name. Values compare by what they say: the place they were read from does not count.

A reader of dialog scripts gives each default as the text that stands there; `resolved` makes it a
value of its type. Everybody else has trees that are resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.values import (
    BindSelector,
    Computed,
    Default,
    Doubt,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Place,
    Tag,
    Tags,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "BindHandle",
    "BindSelector",
    "Computed",
    "Default",
    "Folder",
    "FolderKind",
    "Header",
    "HeaderProperty",
    "Help",
    "Import",
    "Item",
    "Items",
    "Limit",
    "Limits",
    "Menu",
    "MenuKind",
    "Multiparm",
    "MultiparmKind",
    "Parm",
    "Place",
    "Script",
    "SlotLabel",
    "Tag",
    "Tags",
    "Unknown",
    "multiparms_of",
    "parms_of",
]

_FIRST_INSTANCE = "multistartoffset"
_OFFSET = re.compile(r"[0-9]{1,9}")


class FolderKind(str, Enum):
    """How a folder looks; the value is the keyword."""

    TABS = "group"
    RADIO = "groupradio"
    SIMPLE = "groupsimple"
    COLLAPSIBLE = "groupcollapsible"


class MultiparmKind(str, Enum):
    """How the instances of a multiparm are laid out; the value is the keyword."""

    BLOCK = "multiparm"
    SCROLL = "multiscroll"
    TABS = "multiswitcher"


@dataclass(frozen=True, slots=True)
class Parm:
    """One parameter: a value, a button, a label, a separator, a ramp.

    Attributes:
        name: internal name; "#" is the number of an instance inside of a `Multiparm`.
        type: such as string, file, vector, ordinal or separator; None for one that only gives a
            parameter of the node type its place.
        size: number of components, None where `default` says it.
        default: one a component, None where there is none.
        tags: in order of their keys once it is resolved.
        base: of the node type, not added by the user.
    """

    name: str = ""
    type: str | None = None
    label: str | None = None
    size: int | None = None
    default: tuple[Default, ...] | None = None
    help: str | None = None
    disable_when: str | None = None
    hide_when: str | None = None
    no_cook_when: str | None = None
    menu: Menu | None = None
    range: Limits | None = None
    export: str | None = None
    base: bool = False
    invisible: bool = False
    no_label: bool = False
    join_next: bool = False
    unquoted: bool = False
    tags: Tags = ()
    selectors: tuple[BindSelector, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)

    @property
    def components(self) -> int:
        """Return the number of components: as told, else as many as there are defaults."""
        return max(1, len(self.default or ())) if self.size is None else self.size


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder; tabs that stand side by side are folders of one kind in a row."""

    name: str = ""
    kind: FolderKind = FolderKind.TABS
    label: str | None = None
    disable_when: str | None = None
    hide_when: str | None = None
    disable_tab_when: str | None = None
    hide_tab_when: str | None = None
    base: bool = False
    invisible: bool = False
    invisible_tab: bool = False
    tab_break: bool = False
    tags: Tags = ()
    group_tags: Tags = ()
    items: Items = ()
    unknown: tuple[Unknown, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Multiparm:
    """A block of items that a user repeats; `#` in their names is the number of the instance.

    `default` is how often they stand there at first.
    """

    name: str = ""
    kind: MultiparmKind = MultiparmKind.BLOCK
    label: str | None = None
    default: int | None = None
    disable_when: str | None = None
    hide_when: str | None = None
    disable_tab_when: str | None = None
    hide_tab_when: str | None = None
    base: bool = False
    invisible: bool = False
    invisible_tab: bool = False
    tab_break: bool = False
    tags: Tags = ()
    group_tags: Tags = ()
    items: Items = ()
    unknown: tuple[Unknown, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)

    @property
    def first(self) -> int:
        """Return the number of the first instance: 1, unless a tag says another."""
        offset = dict(self.tags).get(_FIRST_INSTANCE, "")
        return int(offset) if _OFFSET.fullmatch(offset) else 1


@dataclass(frozen=True, slots=True)
class Import:
    """Parameters taken from another script, with some given anew."""

    name: str = ""
    label: str | None = None
    source: str | None = None
    token: str | None = None
    mask: str | None = None
    enable: str | None = None
    items: Items = ()
    unknown: tuple[Unknown, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)


Item = Parm | Folder | Multiparm | Import | Unknown
Items = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """Help text of an operator, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotLabel:
    """Label of input or output `index`; `keyword` is inputlabel or outputlabel."""

    keyword: str
    index: str
    text: str


@dataclass(frozen=True, slots=True)
class BindHandle:
    """Viewport handle of a parameter: five words, kept in order."""

    arguments: tuple[str, ...]


HeaderProperty = Help | SlotLabel | BindHandle | Tag | Unknown


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around the items of an operator; `properties` are in order of the script."""

    name: str | None = None
    script: str | None = None
    label: str | None = None
    properties: tuple[HeaderProperty, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """One dialog script.

    Attributes:
        items: parameters and folders, in order.
        header: what wraps them in the script of an operator, None for bare items.
        heading, ending: comments around an operator, as they stand.
        doubts: what was read in one of several ways, with its place.
    """

    items: Items = ()
    header: Header | None = None
    heading: str = ""
    ending: str = ""
    doubts: tuple[Doubt, ...] = field(default=(), compare=False, repr=False)


def parms_of(items: Iterable[Item]) -> Iterator[Parm]:
    """Yield every parameter in order; those inside of a `Multiparm` once, with "#" in the name."""
    for item in items:
        if isinstance(item, Parm):
            yield item
        elif not isinstance(item, Unknown):
            yield from parms_of(item.items)


def multiparms_of(items: Iterable[Item]) -> Iterator[Multiparm]:
    """Yield every `Multiparm` that stands in no other, in order."""
    for item in items:
        if isinstance(item, Multiparm):
            yield item
        elif isinstance(item, Folder | Import):
            yield from multiparms_of(item.items)
