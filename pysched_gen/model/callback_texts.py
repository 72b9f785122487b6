"""The callbacks of a scheduler, each with the text of its source or a default one of ours."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pysched_gen.errors import Problem
from pysched_gen.houdini.callbacks import CALLBACKS, callback_named, hook_named
from pysched_gen.model.members import callback_members
from pysched_gen.model.scheduler import Base, Callback, CallbackServer, Provenance
from pysched_gen.sources.source import Snippet
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.houdini.releases import Release
    from pysched_gen.sources.source import Source

__all__ = ["callbacks_of"]


def callbacks_of(
    source: Source,
    release: Release,
    base: Base,
    server: CallbackServer,
    problems: list[Problem],
) -> tuple[Callback, ...]:
    """Give the callbacks that a package for `release` has, in the order of the table.

    Texts that belong to no callback, or to one that has a text already, go to `problems`.
    """
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
    hook = hook_named(identifier)
    if hook is not None:
        return f"{hook.method} has no text of its own; write it into methods.py, as a function"
    names = [spec.stem for spec in CALLBACKS]
    near = get_close_matches(identifier.lower(), [*names, "header", "methods", "init"], n=1)
    hint = f'did you mean "{near[0]}"?' if near else '"pysched-gen callbacks" lists them'
    return f'"{identifier}" is no scheduler callback; {hint}'
