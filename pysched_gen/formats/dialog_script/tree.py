"""What a dialog script says, as frozen values; nothing here reads or writes text.

The grammar is the one Houdini 11 to 21 was seen to write. None stands for a property that is not
there. Values compare by what they say: the place they were read from does not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from pysched_gen.formats.dialog_script.values import (
    BindSelector,
    Default,
    Limit,
    Limits,
    Menu,
    MenuKind,
    Place,
    Tag,
    Unknown,
)

__all__ = [
    "BindHandle",
    "BindSelector",
    "Default",
    "Folder",
    "FolderKind",
    "Header",
    "HeaderProperty",
    "Help",
    "Import",
    "Item",
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
    "Unknown",
]


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
    """One parameter; `base` marks one of the node type that is only listed for its place."""

    name: str | None = None
    label: str | None = None
    type: str | None = None
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
    tags: tuple[Tag, ...] = ()
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

    kind: FolderKind = FolderKind.TABS
    name: str | None = None
    label: str | None = None
    disable_when: str | None = None
    hide_when: str | None = None
    disable_tab_when: str | None = None
    hide_tab_when: str | None = None
    base: bool = False
    invisible: bool = False
    invisible_tab: bool = False
    tab_break: bool = False
    tags: tuple[Tag, ...] = ()
    group_tags: tuple[Tag, ...] = ()
    items: tuple[Item, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Multiparm:
    """A block of items that a user repeats; `#` in their names is the number of the instance."""

    kind: MultiparmKind = MultiparmKind.BLOCK
    name: str | None = None
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
    tags: tuple[Tag, ...] = ()
    group_tags: tuple[Tag, ...] = ()
    items: tuple[Item, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Import:
    """Parameters taken from another script."""

    name: str | None = None
    label: str | None = None
    source: str | None = None
    token: str | None = None
    mask: str | None = None
    enable: str | None = None
    items: tuple[Item, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    place: Place = field(default=Place(), compare=False, repr=False)


Item = Parm | Folder | Multiparm | Import | Unknown


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
    """

    items: tuple[Item, ...] = ()
    header: Header | None = None
    heading: str = ""
    ending: str = ""
