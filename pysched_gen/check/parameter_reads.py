"""A text in, what it reads of parameters out.

Seen are `self["x"]`, `self.parameter("x")` and `self.evaluate...Override(node, prefix, "x", ...)`,
where name and prefix stand there as texts. The prefix may also be `self.parmprefix`, or a name
that is given nothing else.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.check.match import parameter_of_self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.check.context import Text

__all__ = ["KINDS", "Read", "reads_of"]

# What a call gives, by the middle of its name, as in evaluateString and evaluateStringOverride.
KINDS = ("Bool", "Float", "Int", "String")

_PORT_METHODS = {f"evaluate{kind}": kind for kind in KINDS}
_OVERRIDE_METHODS = {f"evaluate{kind}Override": kind for kind in KINDS}
# Of pdg.SchedulerBase, in SideFX's help.
_OVERRIDE_ARGUMENTS = ("node", "prefix", "parm", "work_item", "default_value")


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """One place that reads a parameter.

    Attributes:
        name: of the parameter.
        place: `self["x"]` without what follows, or the whole call of `evaluate...Override`.
        call: the call that gives the value, None where it is not seen.
        kind: one of `KINDS`, "" where there is no call or it gives what the parameter holds.
        override: the node of the work item is asked first.
        default: what the call gives where there is no such parameter.
        parm: of an override, the name without its prefix.
    """

    name: str
    place: ast.Subscript | ast.Call
    call: ast.Call | None = None
    kind: str = ""
    override: bool = False
    default: ast.expr | None = None
    parm: str = ""


def reads_of(text: Text) -> tuple[Read, ...]:
    """Give every place of `text` that reads a parameter whose name can be told."""
    return tuple(_reads(text))


def _reads(text: Text) -> Iterator[Read]:
    for subscript in text.nodes.of(ast.Subscript):
        name = parameter_of_self(subscript)
        if name is not None:
            yield _of_port(name, subscript, text)
    for call in text.nodes.of(ast.Call):
        method = _method_of_self(call)
        if method == "parameter":
            name = _constant(call.args[0]) if len(call.args) == 1 else None
            if name is not None:
                yield _of_port(name, call, text)
        elif method in _OVERRIDE_METHODS:
            yield from _of_override(call, _OVERRIDE_METHODS[method], text)


def _method_of_self(call: ast.Call) -> str:
    function = call.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return ""
    return function.attr if function.value.id == "self" else ""


def _of_port(name: str, port: ast.Subscript | ast.Call, text: Text) -> Read:
    attribute = text.parent_of(port)
    if isinstance(attribute, ast.Attribute):
        call = text.parent_of(attribute)
        if isinstance(call, ast.Call) and call.func is attribute:
            return Read(name, port, call, _PORT_METHODS.get(attribute.attr, ""))
    return Read(name, port)


def _of_override(call: ast.Call, kind: str, text: Text) -> Iterator[Read]:
    given = dict(zip(_OVERRIDE_ARGUMENTS, call.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return
    prefix, parm = _prefix(given.get("prefix"), text), _constant(given.get("parm"))
    if prefix is not None and parm is not None:
        default = given.get("default_value")
        yield Read(f"{prefix}_{parm}", call, call, kind, override=True, default=default, parm=parm)


def _prefix(node: ast.expr | None, text: Text) -> str | None:
    if isinstance(node, ast.Name):
        header = text.context.header
        values = _values_of(node.id, text) or (_values_of(node.id, header) if header else [])
        known = {_own_prefix(value, text) for value in values}
        return known.pop() if len(known) == 1 else None
    return _own_prefix(node, text)


def _own_prefix(node: ast.expr | None, text: Text) -> str | None:
    if isinstance(node, ast.Attribute) and node.attr == "parmprefix":
        is_own = isinstance(node.value, ast.Name) and node.value.id == "self"
        return text.context.scheduler.parm_prefix if is_own else None
    return _constant(node)


def _constant(node: ast.expr | None) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None  # type: ignore[union-attr]


def _values_of(name: str, text: Text) -> list[ast.expr | None]:
    """Give what `name` is given anywhere in `text`, None for what is not a plain assignment."""
    stores = [
        node for node in text.nodes.of(ast.Name) if node.id == name and isinstance(node.ctx, _STORE)
    ]
    found: list[ast.expr | None] = [_value_for(store, text) for store in stores]
    if any(argument.arg == name for argument in text.nodes.of(ast.arg)):
        found.append(None)
    return found


_STORE = (ast.Store, ast.Del)


def _value_for(target: ast.Name, text: Text) -> ast.expr | None:
    parent = text.parent_of(target)
    if isinstance(parent, ast.Assign):
        return parent.value
    statement = text.parent_of(parent) if isinstance(parent, ast.Tuple) else None
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Tuple):
        return None
    targets: Iterable[ast.expr] = parent.elts if isinstance(parent, ast.Tuple) else ()
    pairs = zip(targets, statement.value.elts, strict=False)
    return next((value for other, value in pairs if other is target), None)
