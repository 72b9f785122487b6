"""A name must come from somewhere.

## What it does
Reports a name that nothing binds. A callback sees `self`, its own arguments, `pdg`, what header.py
defines and imports, the names of the generated module (its class and the base class) and Python's
builtins; nothing else. A name that is bound on some paths only counts as bound.

## Why it matters on a farm
It is a NameError, and Python raises it when the line runs, not when the module is loaded: on the
first failed job, at the end of a long cook, or never on the machine it was tested on. `hou`, `os`
and `tickResult` have to be imported like everywhere else, and functions of methods.py are methods.

## Bad
    # onschedule.py
    environment = dict(os.environ)
    submit(work_item, environment)
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit(self, work_item, environment):
        self.submitted = work_item.id

## Good
    # header.py
    import os
    # onschedule.py
    environment = dict(os.environ)
    self.submit(work_item, environment)
    return pdg.scheduleResult.Succeeded
    # methods.py
    def submit(self, work_item, environment):
        self.submitted = work_item.id

## Since
Every release. Arguments and builtins are those of the target release and its Python. Nothing is
reported where header.py has `from x import *` or writes to `globals()`.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import import_edit, replaced
from pysched_gen.check.guards import asks_version
from pysched_gen.check.name_hints import PYTHON_2_ONLY, builtins_of, needed_python, where_from
from pysched_gen.check.rule import Finding, Kind, Rule
from pysched_gen.check.syntax.nodes import walk
from pysched_gen.check.syntax.scopes import free_names
from pysched_gen.model.scheduler import Base, CallbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.text import Text
    from pysched_gen.model.scheduler import Scheduler

__all__ = ["rule"]

rule = Rule(__name__, "PSG111", Severity.ERROR)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report the first use of each name that nothing binds."""
    header = text.context.header_names
    if header is None:
        return
    bound = {*_module_names(text.context.scheduler), *header, *text.arguments}
    if text.callback is not None:
        bound |= {name for loss in text.context.scheduler.losses for name in loss.arguments}
    if text.method:
        bound.add("__class__")
    reported = set()
    for name in free_names(text.tree, bound, in_class=text.kind is Kind.METHODS):
        if name.id in reported or _is_guarded(name, text) or _is_callback(name, text):
            continue
        reported.add(name.id)
        message = where_from(name, text, bound)
        yield Finding(name, message, edits=_edits(name, message, text))
    for node in text.nodes.of(ast.AugAssign):
        name_set = node.target.id if isinstance(node.target, ast.Name) else ""
        if name_set and name_set not in bound and _is_global(node, name_set, text):
            told = f"{name_set} is declared global, but nothing gives it a first value; set it in "
            yield Finding(node.target, f"{told}header.py")


_ADVICE = re.compile(r"write ((?:pdg|self)\.\w+|\w+)$")
_IMPORT = re.compile(r"add import (\w+) ")


def _edits(name: ast.Name, message: str, text: Text) -> tuple[Edit, ...]:
    """Return the edits that do what the message says, where it says one thing."""
    needed = _IMPORT.search(message)
    if needed and text.kind is not Kind.METHODS:
        return import_edit(needed[1], text)
    written = _ADVICE.search(message)
    near = re.search(r"did you mean (\w+)\?", message)
    if written:
        return replaced(name, written[1], text)
    return replaced(name, near[1], text, safe=False) if near else ()


def _is_callback(name: ast.Name, text: Text) -> bool:
    """Return whether `name` is a method of the class at its level: `poll = onTick`.

    Extra methods stand behind the callbacks in the class.
    """
    if text.kind is not Kind.METHODS or text.function_of(name) is not None:
        return False
    return any(callback.method == name.id for callback in text.context.scheduler.callbacks)


def _is_global(node: ast.AST, name: str, text: Text) -> bool:
    return name in text.names_declared(text.function_of(node) or text.tree, ast.Global)


def _module_names(scheduler: Scheduler) -> frozenset[str]:
    own = {
        "pdg",
        "__builtins__",
        "__annotations__",
        scheduler.class_name,
        scheduler.base.value,
        *scheduler.bases,
    }
    mixin = scheduler.callback_server is not CallbackServer.NONE
    if scheduler.base is Base.PY_SCHEDULER and mixin:
        own.add("CallbackServerMixin")
    return builtins_of(scheduler.release.python) | own


def _is_guarded(name: ast.Name, text: Text) -> bool:
    """Return whether the text asks first: for a NameError, or for the version of Python."""
    other_python = name.id in PYTHON_2_ONLY or needed_python(name.id) is not None
    for node in text.ancestors_of(name):
        if isinstance(node, ast.Try) and any(_catches_name_error(h) for h in node.handlers):
            return True
        if isinstance(node, ast.If | ast.IfExp):
            asks = asks_version(node.test, text) if other_python else _asks_python(node.test)
            if asks:
                return True
    return False


def _catches_name_error(handler: ast.ExceptHandler) -> bool:
    caught = walk(handler.type) if handler.type else ()
    return any(isinstance(node, ast.Name) and node.id == "NameError" for node in caught)


def _asks_python(test: ast.expr) -> bool:
    return any(getattr(node, "attr", "") == "version_info" for node in walk(test))
