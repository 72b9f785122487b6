"""What changes must belong to one scheduler, not to its class.

## What it does
Reports a list, dict, set or queue that stands in the class itself and is changed through `self`,
where no text gives the instance one of its own.

## Why it matters on a farm
Two scheduler nodes in one session share it: one node polls, reports and cancels the jobs of the
other. Alone each works, so no test on one node shows it.

## Bad
    # methods.py
    jobs = {}

    def _keep(self, work_item):
        self.jobs[work_item.id] = work_item.name
    # onschedule.py
    self._keep(work_item)
    return pdg.scheduleResult.Succeeded

## Good
    # init.py
    self.jobs = {}
    # methods.py
    def _keep(self, work_item):
        self.jobs[work_item.id] = work_item.name
    # onschedule.py
    self._keep(work_item)
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG156", Severity.ERROR, kinds=frozenset({Kind.METHODS}))

_LITERALS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp)
_MAKERS = frozenset(
    {
        *("dict", "list", "set", "deque", "defaultdict", "OrderedDict", "Counter"),
        *("Queue", "PriorityQueue", "SimpleQueue"),
    }
)
_CHANGES = frozenset(
    {
        *("append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem"),
        *("popleft", "appendleft", "remove", "discard", "clear", "sort", "reverse"),
        *("put", "put_nowait", "get_nowait"),
    }
)


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report containers of the class that texts change through `self`."""
    for statement in text.tree.body:
        for name, value in _assigned(statement):
            if not _is_container(value) or _has_its_own(name, text):
                continue
            if any(_is_changed(name, one) for one in text.context.texts):
                yield Finding(
                    statement,
                    f"all schedulers of a session share {name}, which is changed through self; "
                    f"write self.{name} = ... in init.py",
                )


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.Assign):
        for target in statement.targets:
            if isinstance(target, ast.Name):
                yield target.id, statement.value
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        yield getattr(statement.target, "id", ""), statement.value


def _is_container(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        name = getattr(value.func, "attr", "") or getattr(value.func, "id", "")
        return name in _MAKERS
    return isinstance(value, _LITERALS)


def _has_its_own(name: str, text: Text) -> bool:
    """Return whether a text sets the attribute, on an instance or the class."""
    return any(
        node.attr == name and isinstance(node.ctx, ast.Store | ast.Del)
        for one in text.context.texts
        for node in one.nodes.of(ast.Attribute)
    )


def _is_changed(name: str, text: Text) -> bool:
    for node in text.nodes.of(ast.Attribute):
        if node.attr != name or text.context.inference.type_of(node.value, text) != "self":
            continue
        parent = text.parent_of(node)
        if isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Store | ast.Del):
            return True
        if isinstance(parent, ast.Attribute) and parent.attr in _CHANGES:
            return True
    return False
