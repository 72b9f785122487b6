"""What nodes may override is read by `evaluate...Override`.

## What it does
Reports `self["x"].evaluateString()` and its kin in a text that has a work item at hand, where
nodes may override x and the same function does not ask for the override too.

## Why it matters on a farm
An artist sets the priority of one node in its Scheduler Properties. The field takes it, the scene
keeps it, and every job of that node goes to the farm with the priority of the scheduler.

## Bad
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    default = "all"
    overridable = true
    # onschedule.py
    queue = self["farmq_queue"].evaluateString()
    return self._submit(queue, work_item)

## Good
    # scheduler.toml
    [[parameters]]
    name = "farmq_queue"
    default = "all"
    overridable = true
    # onschedule.py
    node, prefix = work_item.node, self.parmprefix
    queue = self.evaluateStringOverride(node, prefix, "queue", work_item, "all")
    return self._submit(queue, work_item)

## Since
Every release.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.edits import replaced
from pysched_gen.check.rule import Finding, Kind, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.diagnostic import Edit
    from pysched_gen.check.name_usage import Read
    from pysched_gen.check.text import Text
    from pysched_gen.model.scheduler import Parameter

__all__ = ["rule"]

rule = Rule(__name__, "PSG213", Severity.WARNING, kinds=frozenset({Kind.CALLBACK, Kind.METHODS}))

_ITEM = "work_item"
# Asked for the path of an application by any node, and without an item too.
_WITHOUT_ITEM = frozenset({"applicationBin"})
_KINDS = {"string": "String", "float": "Float"}


@rule.text
def visit(text: Text) -> Iterator[Finding]:
    """Report reads that pass over what a node says."""
    for read in text.reads:
        parameter = text.context.parameter_names.declared(read.name)
        if parameter is None or not parameter.overridable or read.override or read.call is None:
            continue
        if _has_item(read, text) and not _asks_for_override(read, text):
            yield Finding(
                read.call,
                f'nodes may override "{read.name}", which this does not see; '
                f"{_advice(read, parameter, text)}",
                edits=_edits(read, parameter, text),
            )


def _edits(read: Read, parameter: Parameter, text: Text) -> tuple[Edit, ...]:
    """Return the edit that asks the node first, which gives another value where it has one."""
    new = _override(read, parameter, text)
    return replaced(read.call, new, text, safe=False) if new and read.call else ()


def _has_item(read: Read, text: Text) -> bool:
    function = text.function_of(read.place)
    if function is None:
        return _ITEM in text.arguments and text.method not in _WITHOUT_ITEM
    names = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)}
    return _ITEM in names and getattr(function, "name", "") not in _WITHOUT_ITEM


def _asks_for_override(read: Read, text: Text) -> bool:
    """Return whether the function gives the name to a call: an override, or a helper's."""
    function = text.function_of(read.place)
    names = {read.name.split("_", count)[-1] for count in range(1, read.name.count("_") + 1)}
    found = (
        node
        for node in text.nodes.of(ast.Constant)
        if isinstance(node.value, str)
        and node.value in names
        and isinstance(text.parent_of(node), ast.Call | ast.keyword)
    )
    return any(text.function_of(node) is function for node in found)


def _advice(read: Read, parameter: Parameter, text: Text) -> str:
    return f"write {_override(read, parameter, text) or _any_override(read, parameter)}"


def _any_override(read: Read, parameter: Parameter) -> str:
    return f"self.evaluate{read.kind or _KINDS.get(parameter.type, 'Int')}Override(...)"


def _override(read: Read, parameter: Parameter, text: Text) -> str:
    """Return the call that asks the node first, "" for a name without the prefix."""
    start = f"{text.context.scheduler.parm_prefix}_"
    if not read.name.startswith(start):
        return ""
    call = _any_override(read, parameter).removesuffix("(...)")
    parm, default = read.name.removeprefix(start), _default(parameter)
    return f'{call}({_ITEM}.node, self.parmprefix, "{parm}", {_ITEM}, {default})'


def _default(parameter: Parameter) -> str:
    value = next(iter(parameter.default), "" if parameter.type == "string" else 0)
    return repr(int(value)) if isinstance(value, bool) else repr(value)
