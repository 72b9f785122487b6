"""An error must not be swallowed without a word.

## What it does
Reports `except Exception:` (or a bare `except:`) whose body is `pass`, `continue` or `...`, around
calls that submit, ask or report. Left alone are named errors, and calls that only clean up or make
a folder: close, kill, remove, cancel, makedirs and the like.

## Why it matters on a farm
The farm refused the job, or the report never left: nobody is told, the item stays "cooking", and
the log of the night says nothing. The cook does not end.

## Bad
    # onschedule.py
    try:
        self._submit(work_item)
    except Exception:
        pass
    return pdg.scheduleResult.Succeeded
    # methods.py
    def _submit(self, work_item):
        self.jobs[work_item.id] = work_item.command
    # init.py
    self.jobs = {}

## Good
    # onschedule.py
    try:
        self._submit(work_item)
    except OSError as error:
        self.cookError(f"{work_item.name} was not submitted: {error}")
        return pdg.scheduleResult.Failed
    return pdg.scheduleResult.Succeeded
    # methods.py
    def _submit(self, work_item):
        self.jobs[work_item.id] = work_item.command
    # init.py
    self.jobs = {}

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Rule
from pysched_gen.check.syntax.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG155", Severity.WARNING)

_BROAD = frozenset({"Exception", "BaseException"})
# To end what may have ended already, or to make a folder that may be there, is no loss.
_CLEANING = frozenset(
    {
        *("close", "kill", "killpg", "terminate", "send_signal", "stop", "cancel"),
        *("remove", "unlink", "rmtree", "rmdir", "cleanup", "clear", "pop", "discard"),
        *("join", "shutdown", "wait", "disconnect", "release", "flush"),
        *("unregister", "server_close", "stopCallbackServer"),
        *("makedirs", "mkdir", "chmod"),
    }
)
_HARMLESS = frozenset(
    {
        *("str", "int", "float", "len", "repr", "format"),
        *("getattr", "hasattr", "isinstance", "print"),
    }
)


@rule.node(ast.Try)
def visit(node: ast.Try, text: Text) -> Iterator[Finding]:
    """Report handlers of everything that do nothing."""
    called = {
        _last_name(one.func)
        for statement in node.body
        for one in walk(statement)
        if isinstance(one, ast.Call)
    }
    if not called - _CLEANING - _HARMLESS or _cleans_up(text):
        return
    for handler in node.handlers:
        if _is_broad(handler.type) and all(map(_does_nothing, handler.body)):
            yield Finding(
                handler,
                "whatever goes wrong here is never told; catch the error that you expect, and say "
                "it with self.cookWarning or self.cookError",
            )


def _cleans_up(text: Text) -> bool:
    return text.method in {"onStop", "onStopCook", "endSharedServer"}


def _is_broad(kind: ast.expr | None) -> bool:
    if isinstance(kind, ast.Tuple):
        return any(map(_is_broad, kind.elts))
    return kind is None or (isinstance(kind, ast.Name) and kind.id in _BROAD)


def _does_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Pass | ast.Continue)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
