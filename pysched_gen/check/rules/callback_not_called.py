"""A callback must exist in the release the package is for.

## What it does
Warns about a callback that the oldest release the package must run on does not call: it came
later, or it is gone. So does a method of methods.py that took the place of a wrapper which the
release no longer has, such as workItemCanceled from Houdini 21.0 on, where no text calls it.

## Why it matters on a farm
The method is part of the class and is never called. What it should do does not happen: jobs are
not polled, not cancelled, not prepared, and nothing says so.

## Bad
    # scheduler.toml
    houdini = "20.5"
    # oncancelworkitems.py
    for item in work_items:
        self.stop(item.id)
    # methods.py
    def stop(self, item_id):
        self.stopped = item_id

## Good
    # scheduler.toml
    houdini = "21.0"
    # oncancelworkitems.py
    for item in work_items:
        self.stop(item.id)
    # methods.py
    def stop(self, item_id):
        self.stopped = item_id

## Since
Every release; `pysched-gen callbacks NAME` says since and until when a callback is called.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.houdini.pdg_api import RENAMED_WRAPPERS, bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Context

__all__ = ["rule"]

rule = Rule(__name__, "PSG120", Severity.WARNING)


@rule.scheduler
def visit(context: Context) -> Iterator[Finding]:
    """Report the callbacks that the release does not call."""
    yield from _wrappers(context)
    release = context.scheduler.release
    for callback in context.scheduler.callbacks:
        spec = callback.spec
        if spec.exists_in(release):
            continue
        when = f"until {spec.until}" if spec.until and release > spec.until else ""
        when = when or f"from {spec.since} on"
        yield Finding(
            callback.snippet.origin.span(),
            f"Houdini {release} does not call {spec.method}, which exists {when}; "
            f"{spec.instead or 'remove it'}",
        )


def _wrappers(context: Context) -> Iterator[Finding]:
    """Report own methods that are called like a wrapper of older releases, and by nobody."""
    release = context.scheduler.release
    for name, (text, node) in context.inference.methods.items():
        newer = RENAMED_WRAPPERS.get(name, "")
        _, last = bounds_of(f"PyScheduler.{name}")
        is_old = newer and last and release > last and newer not in context.inference.methods
        if is_old and not _is_named(name, context):
            told = f"Houdini {release} does not call {name}, which exists until {last}"
            yield Finding(text.parsed.span(node), f"{told}; call it {newer}")


def _is_named(name: str, context: Context) -> bool:
    """Return whether a text reads a member called `name`, or has the name as a text."""
    return any(
        name in (getattr(node, "attr", ""), getattr(node, "id", ""), getattr(node, "value", ""))
        for text in context.texts
        for kind in (ast.Attribute, ast.Name, ast.Constant)
        for node in text.nodes.of(kind)
    )
