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
    # One that the same function does not release is held on purpose, or by a helper.
    function = text.function_of(node)
    releases = [
        one
        for one in text.nodes.of(ast.Call)
        if _is_release(one, lock) and text.function_of(one) is function
    ]
    if releases and not any(_is_for_errors(one, text) for one in releases):
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


def _is_for_errors(node: ast.AST, text: Text) -> bool:
    """Tell whether `node` is in a `finally` or in a handler of errors."""
    inner = node
    for around in text.ancestors_of(node):
        if isinstance(around, ast.ExceptHandler):
            return True
        if isinstance(around, ast.Try) and inner in around.finalbody:
            return True
        inner = around
    return False
