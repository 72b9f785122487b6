"""A lock must be released whatever happens.

## What it does
Reports `lock.acquire()` as a statement that no `try: ... finally: lock.release()` follows.

## Why it matters on a farm
One error between the two, and the lock is held for ever: the next tick waits for it, Houdini hangs,
and the artist loses the scene.

## Bad
    # init.py
    import threading

    self.lock = threading.Lock()
    self.jobs = {}
    # ontick.py
    self.lock.acquire()
    self.jobs.clear()
    self.lock.release()
    return pdg.tickResult.SchedulerReady

## Good
    # init.py
    import threading

    self.lock = threading.Lock()
    self.jobs = {}
    # ontick.py
    with self.lock:
        self.jobs.clear()
    return pdg.tickResult.SchedulerReady

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG165", Severity.WARNING)


@rule.node(ast.Expr)
def visit(node: ast.Expr, text: Text) -> Iterator[Finding]:
    """Report a lock that is taken and let go by hand."""
    call = node.value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return
    lock = call.func.value
    if call.func.attr != "acquire" or not dotted_name(lock):
        return
    # One that the same text does not release is held on purpose, or by a helper.
    released = any(_is_release(one, lock) for one in text.nodes.of(ast.Call))
    if released and not _in_finally(lock, text):
        yield Finding(
            call,
            f"an error before {text.shown(lock)}.release() leaves the lock held for ever; write "
            f"with {text.shown(lock)}:",
        )


def _is_release(node: ast.AST, lock: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "release"
        and dotted_name(node.func.value) == dotted_name(lock)
    )


def _in_finally(lock: ast.expr, text: Text) -> bool:
    return any(
        _is_release(one, lock)
        for block in text.nodes.of(ast.Try)
        for statement in block.finalbody
        for one in ast.walk(statement)
    )
