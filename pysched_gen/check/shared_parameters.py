"""Schedulers in, what is wrong with parameters that several of them let nodes override, out.

All of them share one `topscheduler.user.ds`, and with it one field of a name on every node
(pdg-api.md 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.scheduler import Parameter, Scheduler
    from pysched_gen.span import Span

__all__ = ["Overridable", "declared_twice", "overridable_of"]

_SHOWN = {"string": "a text", "integer": "an integer", "data": "a value"}


@dataclass(frozen=True, slots=True)
class Overridable:
    """A parameter that nodes may override.

    Attributes:
        name: of the parameter.
        kind: what it holds, for a message: "a text".
        field: all that makes its field on a node, to be compared.
        span: where it is declared.
    """

    name: str
    kind: str
    field: str
    span: Span


def overridable_of(scheduler: Scheduler) -> tuple[Overridable, ...]:
    """Return what nodes may override of `scheduler`."""
    return tuple(
        Overridable(one.name, _kind(one), _field(one), one.span)
        for one in scheduler.parameters
        if one.overridable
    )


def _kind(parameter: Parameter) -> str:
    what = _SHOWN.get(parameter.type, f"a {parameter.type}")
    size = len(parameter.default)
    return what if size <= 1 else f"{size} values ({what} each)"


def _field(parameter: Parameter) -> str:
    return repr((parameter.type, parameter.label, parameter.default, parameter.menu))


def declared_twice(
    schedulers: Iterable[tuple[str, Sequence[Overridable]]],
) -> tuple[Diagnostic, ...]:
    """Return a finding for each parameter that another scheduler before it declares otherwise.

    `schedulers` are names with what nodes may override.
    """
    known: dict[str, tuple[str, Overridable]] = {}
    found = []
    for owner, parameters in schedulers:
        for one in parameters:
            other, first = known.setdefault(one.name, (owner, one))
            if other == owner or first.field == one.field:
                continue
            found.append(
                _finding(
                    one.span,
                    f'nodes may override "{one.name}", {one.kind} here, {first.kind} in {other} '
                    f"({first.span}): a node has one field of a name, with one default and label, "
                    "for both; start the names of each scheduler with a parm_prefix of its own",
                )
            )
    return tuple(found)


def _finding(span: Span, message: str) -> Diagnostic:
    from pysched_gen.check.registry import rule_named  # noqa: PLC0415 - reads every rule

    rule = rule_named("override-prefix")
    assert rule is not None, "it is a file of check.rules"  # noqa: S101
    return rule.diagnostic(span, message)
