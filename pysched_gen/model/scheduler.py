"""The frozen description of one scheduler that checker and renderer share."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pysched_gen.formats.dialog_script import Script, write
from pysched_gen.formats.dialog_script.tree import multiparms_of
from pysched_gen.sources.check_settings import NO_SETTINGS, CheckSettings
from pysched_gen.sources.parameters import Parameter
from pysched_gen.sources.verify_settings import NO_VERIFY_SETTINGS, VerifySettings

if TYPE_CHECKING:
    from pysched_gen.errors import Problem
    from pysched_gen.formats.dialog_script.tree import Items
    from pysched_gen.formats.dialog_script.values import Value
    from pysched_gen.houdini.callbacks import CallbackSpec, Form
    from pysched_gen.houdini.releases import Release
    from pysched_gen.sources.source import Loss, Snippet
    from pysched_gen.span import Origin, Span

__all__ = ["Base", "Callback", "CallbackServer", "Parameter", "Provenance", "Scheduler"]


class Base(str, Enum):
    """The class a scheduler derives from."""

    PY_SCHEDULER = "PyScheduler"
    LOCAL_SCHEDULER = "LocalScheduler"


class CallbackServer(str, Enum):
    """Who can reach the server that jobs report to.

    The value becomes the argument of `CallbackServerMixin.__init__`: SideFX's local scheduler
    passes True, farm schedulers pass False.
    """

    FARM = "farm"
    LOCAL = "local"
    NONE = "none"


class Provenance(str, Enum):
    """Where a callback's text is from."""

    GIVEN = "given"  # the source has it
    NODE_DEFAULT = "node default"  # the source has it, untouched since the node was created
    OWN_DEFAULT = "own default"  # the source has none, this is ours


@dataclass(frozen=True, slots=True)
class Callback:
    """One method of the class: the table's entry and the text of its body."""

    spec: CallbackSpec
    form: Form
    snippet: Snippet
    provenance: Provenance

    @property
    def method(self) -> str:
        """Name of the method."""
        return self.spec.method

    @property
    def is_default(self) -> bool:
        """Tell whether the user wrote none of it."""
        return self.provenance is not Provenance.GIVEN


@dataclass(frozen=True, slots=True)
class Scheduler:
    """One scheduler, ready to be checked and rendered.

    Attributes:
        name: folder, module, registered type and templateName.
        label: shown in the TAB menu.
        class_name: name of the class.
        category: `parm_category` at registration and `spare_category` in the .ds.
        parm_prefix: prefix of overridable parameters, `self.parmprefix`.
        base: class it derives from.
        callback_server: whether and how far the callback server listens.
        release: the oldest Houdini the package must run on.
        callbacks: in order of the methods in the class.
        header, methods, init: module-level code, extra methods, statements of `__init__`.
        parameters: those the package declares, in order.
        include: standard groups of parameters.
        standard: what these groups lay out, parameters that PDG itself declares among them.
        own: what the user laid out.
        origin: what it was read from.
        node_type: operator type of the saved node, "" for a folder.
        spans: where each identity key is set, for findings about it.
        doubts: what could be read in several ways.
        fronts: the type of which it is the interface alone, without callbacks; else "".
        beside: names of parameters that other files of the same package declare.
        open_interface: the node may have parameters that no file at hand declares.
        bases: classes of PDG that it derives from besides `base` and the callback server's.
        losses: what was read and no package can hold.
        check: which rules look at it; shapes no output.
        verify: what verify plays with it; shapes no output.
        release_is_guess: it was read from a node, and nothing says of which release.
    """

    name: str
    label: str
    class_name: str
    category: str
    parm_prefix: str
    base: Base
    callback_server: CallbackServer
    release: Release
    callbacks: tuple[Callback, ...]
    header: Snippet | None
    methods: Snippet | None
    init: Snippet | None
    parameters: tuple[Parameter, ...]
    origin: Origin
    include: tuple[str, ...] = ()
    standard: Items = ()
    own: Items = ()
    node_type: str = ""
    spans: tuple[tuple[str, Span], ...] = ()
    doubts: tuple[Problem, ...] = ()
    check: CheckSettings = NO_SETTINGS
    verify: VerifySettings = NO_VERIFY_SETTINGS
    fronts: str = ""
    beside: frozenset[str] = frozenset()
    open_interface: bool = False
    losses: tuple[Loss, ...] = ()
    bases: tuple[str, ...] = ()
    release_is_guess: bool = False

    @property
    def interface(self) -> Items:
        """All parameters as the users of the scheduler see them."""
        return (*self.standard, *self.own)

    def span_of(self, key: str) -> Span:
        """Give the place where identity `key` is set, or the start of the source."""
        return dict(self.spans).get(key, self.origin.span())

    @property
    def snippets(self) -> tuple[Snippet, ...]:
        """Every text that goes into the module, callbacks first."""
        extra = (self.header, self.methods, self.init)
        texts = (callback.snippet for callback in self.callbacks)
        return (*texts, *(snippet for snippet in extra if snippet is not None))

    @property
    def digest(self) -> str:
        """SHA-256 over all that shapes the output, in hex; independent of where it was read."""
        facts = [
            [self.name, self.label, self.class_name, self.category, self.parm_prefix],
            [self.base.value, self.callback_server.value, self.release.name],
            [[c.method, c.provenance.value, c.snippet.text] for c in self.callbacks],
            [None if s is None else s.text for s in (self.header, self.methods, self.init)],
            [_parameter_facts(parameter) for parameter in self.parameters if parameter.holds_value],
        ]
        repeats = tuple(multiparms_of(self.interface))
        if repeats:
            facts.append([write(Script(repeats))])
        if self.bases:
            facts.append([list(self.bases)])
        if self.include:
            facts.append([list(self.include)])
        text = json.dumps(facts, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Value, kind: str) -> Value:
    """Sources spell the same number as 1, 1.0 or true."""
    if kind == "float" and not isinstance(value, str):
        return float(value)
    return int(value) if isinstance(value, bool) else value


def _parameter_facts(parameter: Parameter) -> list[object]:
    menu, limits = parameter.menu, parameter.range
    expressions = [[one.index, one.text, one.language] for one in parameter.default_expressions]
    return [
        [parameter.name, parameter.label, parameter.type, parameter.size],
        [_canonical(value, parameter.type) for value in parameter.default],
        (
            None
            if menu is None
            else [menu.tokens, menu.labels, menu.script or "", menu.language or ""]
        ),
        (
            None
            if limits is None
            else [limits.low.value, limits.high.value, limits.low.strict, limits.high.strict]
        ),
        [parameter.help, parameter.disable_when, parameter.hide_when],
        parameter.tags,
        [parameter.invisible, parameter.no_label, parameter.join_next],
        *([expressions] if expressions else []),
    ]
