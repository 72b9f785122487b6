"""Resolve a `Source` and the user's options into one `Scheduler`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, Problem
from pysched_gen.model.callbacks import CALLBACKS, CallbackSpec, callback_named
from pysched_gen.model.houdini import LATEST, Release, release_named, release_of_version
from pysched_gen.model.interface_build import own_interface
from pysched_gen.model.interface_dialog import script_of
from pysched_gen.model.members import callback_members, extra_methods
from pysched_gen.model.pdg import BUILTIN_PARAMETERS, NODE_PARAMETERS
from pysched_gen.model.scheduler import Base, Callback, CallbackServer, Provenance, Scheduler
from pysched_gen.model.standard import standard_entries
from pysched_gen.read.dialog_parameters import parameters_of
from pysched_gen.read.source import Snippet
from pysched_gen.span import Origin, Span

if TYPE_CHECKING:
    from pysched_gen.model.interface import Interface
    from pysched_gen.read.source import Parameter, Source

__all__ = ["Overrides", "build", "category_for", "class_name_for", "label_for"]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says about the identity; None leaves the source's word."""

    name: str | None = None
    label: str | None = None
    class_name: str | None = None
    category: str | None = None
    parm_prefix: str | None = None
    base: str | None = None
    callback_server: str | None = None
    houdini: str | None = None


def class_name_for(name: str) -> str:
    """Give the class a scheduler called `name` gets: "farm_q" becomes "FarmQScheduler"."""
    words = re.split(r"[^0-9A-Za-z]+", name)
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    if not joined[:1].isalpha():
        joined = f"Scheduler{joined}"
    return joined if joined.lower().endswith("scheduler") else f"{joined}Scheduler"


def label_for(name: str) -> str:
    """Give the label a scheduler called `name` gets: "farm_q" becomes "Farm Q Scheduler"."""
    words = [word for word in re.split(r"[^0-9A-Za-z]+", name) if word]
    text = " ".join(word[:1].upper() + word[1:] for word in words)
    return text if text.lower().endswith("scheduler") else f"{text} Scheduler"


def category_for(label: str) -> str:
    """Give the category a scheduler labelled `label` gets: "FarmQ Scheduler" becomes "FarmQ"."""
    return re.sub(r"\s+Scheduler$", "", " ".join(label.split()))


def build(source: Source, overrides: Overrides | None = None) -> Scheduler:
    """Give the scheduler that `source` describes.

    Raises:
        ConfigError: an identity value is not one that exists, or a text belongs to no callback.
    """
    identity = _Identity(source, overrides or Overrides())
    problems = identity.problems
    release = identity.release()
    base = Base(identity.choice("base", [kind.value for kind in Base], Base.PY_SCHEDULER.value))
    server = identity.callback_server(base)
    # Node names may have capitals, type names may not.
    name = identity.get("name", source.name.lower() if source.node_type else source.name)
    label = identity.get("label", label_for(identity.get("name", source.name)))
    callbacks = _callbacks(source, release, base, server, problems)
    if problems:
        raise ConfigError(problems)
    prefix = identity.get("parm_prefix", re.sub(r"\W|^(?=\d)", "_", name))
    standard = standard_entries(source.include, prefix, release)
    added = _added_parameters(source)
    return Scheduler(
        name=name,
        label=label,
        class_name=identity.get("class", class_name_for(name)),
        category=identity.get("category", category_for(label)),
        parm_prefix=prefix,
        base=base,
        callback_server=server,
        release=release,
        callbacks=callbacks,
        header=source.header,
        methods=extra_methods(source),
        init=source.init,
        parameters=(*_declared(standard), *added),
        include=source.include,
        standard=standard,
        own=own_interface(source, added, _OF_NODE),
        origin=source.origin,
        node_type=source.node_type,
        spans=identity.spans,
    )


# Separators of the node; a package declares neither those nor its callbacks' fields.
_SEPARATORS = frozenset({"sepparm", "sepparm2"})
_OF_NODE = BUILTIN_PARAMETERS | NODE_PARAMETERS | _SEPARATORS | {spec.parm for spec in CALLBACKS}


def _added_parameters(source: Source) -> tuple[Parameter, ...]:
    """Give the parameters that a user added, with the folders around them."""
    spare = [parameter for parameter in source.parameters if parameter.spare]
    if not source.lists_builtin:
        return tuple(spare)
    added = [p for p in spare if p.type != "folder" and p.name not in _OF_NODE]
    paths = {p.folder[:depth] for p in added for depth in range(1, len(p.folder) + 1)}
    folders = [p for p in spare if p.type == "folder" and (*p.folder, p.label or p.name) in paths]
    kept = {id(parameter) for parameter in (*added, *folders)}
    return tuple(parameter for parameter in spare if id(parameter) in kept)


def _declared(standard: Interface) -> tuple[Parameter, ...]:
    """Give what a package has to declare of standard groups: all but what PDG has itself."""
    found = parameters_of(script_of(standard), Origin("standard group"))
    return tuple(
        replace(parameter, standard=True)
        for parameter in found
        if parameter.type != "folder" and parameter.name not in BUILTIN_PARAMETERS
    )


class _Identity:
    """Looks identity values up: command line first, then the source."""

    def __init__(self, source: Source, overrides: Overrides) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._given = {key: (value, span) for key, value, span in source.identity}
        options = Origin("command line")
        for key in Overrides.__slots__:
            value = getattr(overrides, key)
            if value is not None:
                key_in_file = "class" if key == "class_name" else key
                self._given[key_in_file] = (value, options.span())

    @property
    def spans(self) -> tuple[tuple[str, Span], ...]:
        return tuple((key, span) for key, (_, span) in self._given.items())

    def get(self, key: str, default: str) -> str:
        return self._given[key][0] if key in self._given else default

    def span(self, key: str) -> Span:
        return self._given[key][1] if key in self._given else self._source.origin.span()

    def choice(self, key: str, choices: list[str], default: str) -> str:
        value = self.get(key, default)
        if value in choices:
            return value
        listed = ", ".join(f'"{choice}"' for choice in choices)
        self.problems.append(
            Problem(self.span(key), f'{key} = "{value}" is none of {listed}; use one of these')
        )
        return default

    def release(self) -> Release:
        saved = release_of_version(self._source.houdini)
        value = self.get("houdini", saved.name if saved else self._source.houdini or LATEST.name)
        release = release_named(value)
        if release is None:
            self.problems.append(
                Problem(
                    self.span("houdini"),
                    f'Houdini "{value}" is not known; give --houdini with one of the releases '
                    'that "pysched-gen callbacks --releases" lists',
                )
            )
            return LATEST
        return release

    def callback_server(self, base: Base) -> CallbackServer:
        kinds = [kind.value for kind in CallbackServer]
        if base is Base.LOCAL_SCHEDULER:
            if "callback_server" in self._given:
                self.problems.append(
                    Problem(
                        self.span("callback_server"),
                        "LocalScheduler brings its own callback server; remove callback_server",
                    )
                )
            return CallbackServer.LOCAL
        return CallbackServer(self.choice("callback_server", kinds, CallbackServer.FARM.value))


def _callbacks(
    source: Source,
    release: Release,
    base: Base,
    server: CallbackServer,
    problems: list[Problem],
) -> tuple[Callback, ...]:
    given = _given_texts(source, release, problems)
    callbacks = []
    for spec in CALLBACKS:
        form = spec.form(release)
        serverless = server is CallbackServer.NONE and form.serverless_body
        own = form.serverless_body if serverless else form.body
        snippet = given.get(spec.method)
        written = spec.saved and base is Base.PY_SCHEDULER and spec.exists_in(release)
        # A class that was generated here has our own text of what its source did not give.
        if written and (snippet is None or (source.members and snippet.text == own)):
            snippet = Snippet(spec.method, own, Origin("default body", parm=spec.method))
            provenance = Provenance.OWN_DEFAULT
        elif snippet is not None:
            default = spec.is_default(snippet.text)
            provenance = Provenance.NODE_DEFAULT if default else Provenance.GIVEN
        else:
            continue
        callbacks.append(Callback(spec, form, snippet, provenance))
    return tuple(callbacks)


def _given_texts(source: Source, release: Release, problems: list[Problem]) -> dict[str, Snippet]:
    given: dict[str, Snippet] = {}
    members = callback_members(source, release)
    for snippet in (*source.snippets, *_callback_fields(source), *members):
        spec = callback_named(snippet.id)
        if spec is None:
            problems.append(Problem(snippet.origin.span(), _unknown(snippet.id)))
        elif spec.method in given:
            other = given[spec.method].origin
            problems.append(
                Problem(
                    snippet.origin.span(),
                    f"{spec.method} is also given by {other}; keep one of the two",
                )
            )
        else:
            given[spec.method] = snippet
    return given


def _callback_fields(source: Source) -> list[Snippet]:
    """Give those fields of a saved node that hold callbacks; the rest are its parameters."""
    parms = {spec.parm for spec in CALLBACKS}
    return [snippet for snippet in source.fields if snippet.id in parms]


def _unknown(identifier: str) -> str:
    names = [_file_name(spec) for spec in CALLBACKS]
    near = get_close_matches(identifier.lower(), [*names, "header", "methods", "init"], n=1)
    hint = f'did you mean "{near[0]}"?' if near else '"pysched-gen callbacks" lists them'
    return f'"{identifier}" is no scheduler callback; {hint}'


def _file_name(spec: CallbackSpec) -> str:
    return (spec.parm or spec.method).lower()
