"""Put snippets into the slots of a skeleton as syntax, never as text.

Indenting text changes what is inside triple-quoted strings; a grafted block keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["BODY_SLOT", "HEADER_SLOT", "INIT_SLOT", "METHODS_SLOT", "Slots", "graft"]

HEADER_SLOT = "__slot_header__"  # a statement of the module
INIT_SLOT = "__slot_init__"  # a statement of __init__
BODY_SLOT = "__slot_body__"  # the body of a callback
METHODS_SLOT = "__slot_methods__"  # the last statement of the class

_Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


@dataclass(frozen=True)
class Slots:
    """What goes into a skeleton, parsed; None leaves a slot empty.

    Attributes:
        bodies: method name to the snippet that becomes its body.
        header: module-level code.
        init: statements for the end of `__init__`.
        methods: functions that become methods.
    """

    bodies: Mapping[str, cst.Module]
    header: cst.Module | None = None
    init: cst.Module | None = None
    methods: cst.Module | None = None


def graft(skeleton: str, slots: Slots) -> str:
    """Give the source of `skeleton` with every slot filled."""
    module = cst.parse_module(skeleton)
    # From the inside out, so that nothing looks for slots in what was filled in.
    body = [_fill_class(s, slots) if isinstance(s, cst.ClassDef) else s for s in module.body]
    body, footer = _filled(body, HEADER_SLOT, slots.header)
    return module.with_changes(body=body, footer=[*footer, *module.footer]).code


def _fill_class(definition: cst.ClassDef, slots: Slots) -> cst.ClassDef:
    own = _statements(definition.body)
    members = [_fill_method(m, slots) if isinstance(m, cst.FunctionDef) else m for m in own]
    members, footer = _filled(members, METHODS_SLOT, slots.methods)
    block = definition.body.with_changes(body=members, footer=footer)
    return definition.with_changes(body=block)


def _fill_method(method: cst.FunctionDef, slots: Slots) -> cst.FunctionDef:
    name = method.name.value
    if name == "__init__":
        lines, footer = _filled(_statements(method.body), INIT_SLOT, slots.init)
    elif name in slots.bodies:
        lines, footer = _filled(_statements(method.body), BODY_SLOT, slots.bodies[name])
    else:
        return method
    if not lines:
        lines = [cst.SimpleStatementLine([cst.Pass()], leading_lines=footer)]
        footer = []
    return method.with_changes(body=cst.IndentedBlock(body=lines, footer=footer))


def _filled(
    statements: Sequence[_Statement], slot: str, content: cst.Module | None
) -> tuple[list[_Statement], list[cst.EmptyLine]]:
    """Replace the statement `slot` by `content`; also give the lines left over at the end.

    Comments before the first statement of `content` lead it; those after its last statement
    lead what follows the slot, and are left over where nothing does.
    """
    result: list[_Statement] = []
    pending: list[cst.EmptyLine] = []
    for statement in statements:
        if not _is_slot(statement, slot):
            result.append(_led_by(pending, statement))
            pending = []
        elif content is not None:
            gap = _lines_of(statement)
            pending = [*gap, *content.header]
            for inner in content.body:
                result.append(_led_by(pending, inner))
                pending = []
            pending = [*pending, *content.footer]
    return result, pending


def _led_by(lines: Sequence[cst.EmptyLine], statement: _Statement) -> _Statement:
    if not lines:
        return statement
    return statement.with_changes(leading_lines=[*lines, *_lines_of(statement)])


def _lines_of(statement: _Statement) -> Sequence[cst.EmptyLine]:
    return cast("Sequence[cst.EmptyLine]", getattr(statement, "leading_lines", ()))


def _statements(block: cst.BaseSuite) -> Sequence[_Statement]:
    """Give the statements of an indented block; the templates write no other kind."""
    return cast("Sequence[_Statement]", block.body)


def _is_slot(node: _Statement, name: str) -> bool:
    if not isinstance(node, cst.SimpleStatementLine):
        return False
    value = getattr(node.body[0], "value", None)
    return isinstance(value, cst.Name) and value.value == name
