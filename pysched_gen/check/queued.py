"""Where items are handed over and waited for, and which way leads from one statement to another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["Block", "blocks_of", "leads_to", "process_waited_for", "queued_in", "started_in"]

Block = tuple[ast.AST | None, str]

_PUTS = frozenset(
    {
        *("append", "appendleft", "put", "put_nowait", "push", "lpush", "rpush", "enqueue"),
        *("submit", "submit_job", "publish"),
    }
)
# What remembers items instead of running them.
_MEMORIES = ("seen", "wait", "defer", "hold", "held", "skip", "log", "retr", "tries", "known")


def blocks_of(node: ast.AST, text: Text) -> list[Block]:
    """Return the blocks that `node` is in, outermost first."""
    found: list[Block] = []
    for around in text.ancestors_of(node):
        for field in ("body", "orelse", "finalbody", "handlers"):
            block = getattr(around, field, None)
            if isinstance(block, list) and node in block:
                found.append((around, field))
        node = around
    return found[::-1]


def leads_to(first: ast.expr, then: ast.stmt, text: Text) -> bool:
    """Return whether `then` comes after `first` on each way to it."""
    before = blocks_of(first, text)
    return first.lineno < then.lineno and blocks_of(then, text)[: len(before)] == before


def queued_in(text: Text) -> Iterator[tuple[ast.Call, str]]:
    """Return the calls of a body that put its item into a queue, with what the queue is called."""
    for call in text.nodes.of(ast.Call):
        function = call.func
        if not isinstance(function, ast.Attribute) or function.attr not in _PUTS:
            continue
        owner = function.value
        name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        if not name or any(word in name.lower() for word in _MEMORIES):
            continue
        given = (*call.args, *(keyword.value for keyword in call.keywords))
        names = {one.id for v in given for one in walk(v) if isinstance(one, ast.Name)}
        if "work_item" in names and text.function_of(call) is None:
            yield call, name


def started_in(text: Text) -> Iterator[ast.Call]:
    """Return the calls of a body that start a process and do not wait for it."""
    inference = text.context.inference
    for call in text.nodes.of(ast.Call):
        starts = inference.type_of(call.func, text) == "from subprocess.Popen"
        if starts and text.function_of(call) is None:
            yield call


def process_waited_for(call: ast.Call, text: Text) -> ast.Call | None:
    """Return the `Popen(...)` whose end `call` waits for however long it takes, None for others."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr not in ("wait", "communicate"):
        return None
    is_limited = any(one.arg in ("timeout", None) for one in call.keywords)
    if is_limited or (call.args and function.attr == "wait"):
        return None
    process: ast.expr | None = function.value
    if isinstance(process, ast.Name):
        parent = text.only_binding(process)
        process = parent.value if isinstance(parent, ast.Assign) else None
        process = parent.context_expr if isinstance(parent, ast.withitem) else process
    if not isinstance(process, ast.Call):
        return None
    called = text.context.inference.type_of(process.func, text)
    return process if called == "from subprocess.Popen" else None
