"""A skeleton and a scheduler's snippets in, the text of the scheduler module out."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.parse import Parsed, syntax_of
from pysched_gen.errors import InternalError
from pysched_gen.render.fidelity import Content, expected, holds
from pysched_gen.render.format import ParkedStrings, format_source
from pysched_gen.render.graft import Slots, graft

if TYPE_CHECKING:
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["fill_module"]


def fill_module(scheduler: Scheduler, skeleton: str) -> str:
    """Give the module made of `skeleton` and the snippets of `scheduler`.

    The result is proven to be the skeleton with every snippet in its slot: equal as syntax,
    string contents and comments.

    Raises:
        InternalError: the proof failed; nothing may be written.
    """
    # A warning of the compiler is about the user's text: not for stderr, never an exception.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _filled(scheduler, skeleton)


def _filled(scheduler: Scheduler, skeleton: str) -> str:
    texts = _Texts(scheduler)
    wanted = expected(
        skeleton,
        {name: _content(parsed) for name, parsed in texts.bodies.items()},
        *(_content(parsed) if parsed else None for parsed in texts.parts),
    )
    source = graft(skeleton, texts.slots())
    strings = ParkedStrings(source)
    formatted = format_source(strings.source, scheduler.release.python, wanted.comments)
    # black may rewrite syntax that means the same, such as `del (a, b)`; the plain graft is
    # right then, if less tidy.
    candidates = [source] if formatted is None else [strings.unpark(formatted), source]
    for text in candidates:
        if holds(text, wanted):
            return text
    raise InternalError(
        f"{scheduler.origin}: the generated module differs from its snippets; nothing was "
        "written. Please report this with the snippet folder"
    )


class _Texts:
    """Every snippet of a scheduler, parsed."""

    def __init__(self, scheduler: Scheduler) -> None:
        syntax = syntax_of(scheduler)
        self.bodies = {c.method: _sure(syntax.body(c)) for c in scheduler.callbacks}
        parts = (syntax.header, syntax.init, syntax.methods)
        self.parts = tuple(_sure(part) if part else None for part in parts)

    def slots(self) -> Slots:
        return Slots(self.bodies, *self.parts)


def _sure(parsed: object) -> Parsed:
    if not isinstance(parsed, Parsed):
        raise InternalError("a text that does not parse reached the renderer; check it first")
    return parsed


def _content(parsed: Parsed) -> Content:
    return Content(parsed.tree, parsed.snippet.text)
