"""What every reader gives: one node or snippet folder as plain values.

Nothing here knows PDG: ids are kept as the source spells them and resolved by `model.build`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script.values import VALUE_TYPES, Value
from pysched_gen.formats.saved_node import Expression
from pysched_gen.sources.check_settings import NO_SETTINGS, CheckSettings

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.tree import Script
    from pysched_gen.span import Origin, Span

__all__ = [
    "OVERRIDABLE_TAG",
    "VALUE_TYPES",
    "Expression",
    "Member",
    "Menu",
    "Parameter",
    "Range",
    "Snippet",
    "Source",
    "Value",
]

OVERRIDABLE_TAG = "pdg::scheduler"


@dataclass(frozen=True, slots=True)
class Snippet:
    r"""One text of Python.

    Attributes:
        id: parameter id, method name or file stem, as the source spells it.
        text: the text with `\n` line ends and without a byte order mark.
        origin: where it stands.
        expression: language of the expression that drives the field, "" for a fixed text.
    """

    id: str
    text: str
    origin: Origin
    expression: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """Choices of a parameter: `tokens` are stored, `labels` are shown; same length.

    `script` (with its `language`) is set instead where the choices are computed.
    """

    tokens: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    script: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """Slider range of a number; a strict end cannot be passed by typing."""

    low: float
    high: float
    low_strict: bool = False
    high_strict: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the node's interface.

    Attributes:
        name: internal name.
        label: shown name.
        type: one of `VALUE_TYPES`; sources may also give button, separator, label, folder,
            ramp, data, which hold no value.
        size: number of components.
        default: one value a component; empty for types that hold none.
        values: current values, None where the source is not a saved node.
        folder: labels of the enclosing folders, outermost first.
        tags: pairs in order of their key.
        spare: added by the user, not part of the node type.
        standard: of a standard group that was included.
        span: where it is declared.
    """

    name: str
    label: str
    type: str
    span: Span
    size: int = 1
    default: tuple[Value, ...] = ()
    default_expressions: tuple[Expression, ...] = ()
    values: tuple[Value, ...] | None = None
    expressions: tuple[Expression, ...] = ()
    menu: Menu | None = None
    range: Range | None = None
    help: str = ""
    disable_when: str = ""
    hide_when: str = ""
    folder: tuple[str, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    hide_label: bool = False
    join_next: bool = False
    spare: bool = True
    standard: bool = False

    @property
    def holds_value(self) -> bool:
        """Tell whether a package can declare it."""
        return self.type in VALUE_TYPES

    @property
    def overridable(self) -> bool:
        """Tell whether single TOP nodes may override it.

        PDG looks for the tag `pdg::scheduler` and ignores its value (Houdini 19.0 help,
        "Custom schedulers").
        """
        return any(key == OVERRIDABLE_TAG for key, _ in self.tags)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a class.

    Attributes:
        name: of a method that may be a callback, else "".
        arguments: names of its arguments behind `self`.
        body: statements of that method, without their indentation.
        text: all of it, comments and blank lines before it included.
    """

    name: str
    arguments: tuple[str, ...]
    body: Snippet
    text: Snippet


@dataclass(frozen=True, slots=True)
class Source:
    """One scheduler as it was found.

    Attributes:
        kind: "folder" or "node-dump"; later readers add theirs.
        origin: the folder, or the node inside its file.
        files: every file that was read for it, in order of path.
        name: name of the node or folder.
        node_type: operator type of a saved node, "" for a folder.
        houdini: version the node was saved with, such as "20.5.445", or "".
        identity: key, value and place of what `[scheduler]` of a manifest says.
        snippets: callback texts.
        fields: texts of a saved node of which some may be callbacks, by parameter id.
        members: of a class, of which some may be callbacks; the rest is extra methods.
        header, methods, init: module-level code, extra methods, statements of `__init__`.
        parameters: the interface, in order, built-in parameters of a node included.
        script: the same interface as the tree of a dialog script; None where only `parameters`
            say what it is.
        include: standard groups of parameters that come before its own.
        check: which rules look at it.
        fronts: the registered type of which it is an asset's face, without callbacks; else "".
        beside: names of parameters that other files of the same package declare.
        open_interface: the node may have parameters that no file at hand declares.
        lists_builtin: built-in parameters are among those marked as spare; their form does not
            tell them apart.
    """

    kind: str
    origin: Origin
    name: str
    files: tuple[str, ...] = ()
    node_type: str = ""
    houdini: str = ""
    identity: tuple[tuple[str, str, Span], ...] = ()
    snippets: tuple[Snippet, ...] = ()
    fields: tuple[Snippet, ...] = ()
    members: tuple[Member, ...] = ()
    header: Snippet | None = None
    methods: Snippet | None = None
    init: Snippet | None = None
    parameters: tuple[Parameter, ...] = ()
    script: Script | None = None
    include: tuple[str, ...] = ()
    check: CheckSettings = NO_SETTINGS
    fronts: str = ""
    beside: frozenset[str] = frozenset()
    open_interface: bool = False
    lists_builtin: bool = False
