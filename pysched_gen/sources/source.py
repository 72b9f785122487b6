"""What every reader gives: one node or snippet folder as plain values.

Nothing here knows PDG: ids are kept as the source spells them and resolved by `model.build`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.sources.check_settings import NO_SETTINGS, CheckSettings
from pysched_gen.sources.verify_settings import NO_VERIFY_SETTINGS, VerifySettings

if TYPE_CHECKING:
    from pysched_gen.errors import Problem
    from pysched_gen.formats.dialog_script.tree import Script
    from pysched_gen.sources.parameters import Parameter
    from pysched_gen.span import Origin, Span

__all__ = ["Loss", "Member", "Snippet", "Source"]


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
class Loss:
    """Something that was read and that no package can hold.

    Attributes:
        span: where it stands.
        message: what is lost, and what to do.
        is_harmless: nothing changes without it, as with a line that prints.
        arguments: the arguments that are lost, where it is a method's.
    """

    span: Span
    message: str
    is_harmless: bool = False
    arguments: tuple[str, ...] = ()


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
        script: the tree that these are views of, None where there is none.
        include: standard groups of parameters that come before its own.
        check: which rules look at it.
        verify: which scenarios are waived, and which are the author's own.
        fronts: the type of which it is the interface alone, without callbacks, as an asset or a
            dialog script is; else "".
        beside: names of parameters that other files of the same package declare.
        open_interface: the node may have parameters that no file at hand declares.
        bases: classes of PDG that it derives from besides `base` and the callback server's.
        losses: what was read and is not in the other fields.
        doubts: what could be read in several ways.
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
    losses: tuple[Loss, ...] = ()
    bases: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    lists_builtin: bool = False
    verify: VerifySettings = NO_VERIFY_SETTINGS
