"""What was found and made of one snippet folder, as JSON and back.

Whatever comes back is looked at value by value: a value of another kind makes the whole none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pysched_gen.check.diagnostic import Diagnostic, Edit, Severity, Waiver
from pysched_gen.check.shared_parameters import Overridable
from pysched_gen.output.files import can_own
from pysched_gen.span import Origin, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Result", "from_json", "to_json"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made of one snippet folder; stands for its scheduler, which was not read.

    Attributes:
        name: of the scheduler.
        origin: what it was read from.
        name_span: where its name is set.
        findings, waived: as `check.engine.examine` gives them.
        overridable: as `check.shared_parameters.overridable_of` gives it.
        files, sections: as `render.package.render` gives them; empty where nothing was rendered.
    """

    name: str
    origin: Origin
    name_span: Span
    findings: tuple[Diagnostic, ...]
    waived: tuple[Diagnostic, ...]
    overridable: tuple[Overridable, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()

    @property
    def is_rendered(self) -> bool:
        """Tell whether nothing stopped it from being rendered."""
        return bool(self.files)

    def span_of(self, key: str) -> Span:
        """Give the place where the name is set, or the start of the source for another `key`."""
        return self.name_span if key == "name" else self.origin.span()


def to_json(result: Result) -> object:
    """Return what `from_json` takes, of lists, texts and numbers."""
    return [
        result.name,
        _origin_out(result.origin),
        _span_out(result.name_span),
        [_finding_out(one) for one in result.findings],
        [_finding_out(one) for one in result.waived],
        [[one.name, one.kind, one.field, _span_out(one.span)] for one in result.overridable],
        [list(pair) for pair in result.files],
        [list(pair) for pair in result.sections],
    ]


def from_json(value: object) -> Result | None:
    """Return what `to_json` was given, None where `value` is nothing that it gives."""
    try:
        name, origin, span, findings, waived, overridable, *made = _list(value, 8)
        files, sections = made
        return Result(
            _text(name),
            _origin(origin),
            _span(span),
            _each(findings, _finding),
            _each(waived, _finding),
            _each(overridable, _overridable),
            _each(files, _file),
            _each(sections, _section),
        )
    except ValueError:
        return None


def _origin_out(origin: Origin) -> list[Any]:
    return [*(origin.path, origin.node, origin.parm, origin.line), [*origin.lines], origin.indent]


def _span_out(span: Span) -> list[Any]:
    return [_origin_out(span.origin), span.line, span.column, span.end_line, span.end_column]


def _finding_out(one: Diagnostic) -> list[Any]:
    return [
        *(one.code, one.name, one.severity.value, one.message),
        _span_out(one.span),
        *(one.line, one.callback),
        [[_span_out(edit.span), edit.text, edit.safe] for edit in one.edits],
        None if one.waiver is None else [one.waiver.reason, one.waiver.in_source],
    ]


def _finding(value: object) -> Diagnostic:
    code, name, severity, message, span, line, callback, edits, waiver = _list(value, 9)
    return Diagnostic(
        *(_text(code), _text(name), Severity(_text(severity)), _text(message), _span(span)),
        *(_text(line), _text(callback), _each(edits, _edit)),
        None if waiver is None else _waiver(waiver),
    )


def _overridable(value: object) -> Overridable:
    name, kind, field, span = _list(value, 4)
    return Overridable(_text(name), _text(kind), _text(field), _span(span))


def _edit(value: object) -> Edit:
    span, text, safe = _list(value, 3)
    return Edit(_span(span), _text(text), _truth(safe))


def _waiver(value: object) -> Waiver:
    reason, in_source = _list(value, 2)
    return Waiver(_text(reason), _truth(in_source))


def _span(value: object) -> Span:
    origin, *numbers = _list(value, 5)
    return Span(_origin(origin), *(_number(one) for one in numbers))


def _origin(value: object) -> Origin:
    path, node, parm, line, lines, indent = _list(value, 6)
    texts = _text(path), _text(node), _text(parm)
    return Origin(*texts, _number(line), _each(lines, _number), _number(indent))


def _file(value: object) -> tuple[str, str]:
    return _owned(value, shared=False)


def _section(value: object) -> tuple[str, str]:
    return _owned(value, shared=True)


def _owned(value: object, *, shared: bool) -> tuple[str, str]:
    path, text = (_text(one) for one in _list(value, 2))
    if not can_own(path, shared=shared):
        raise ValueError(path)
    text.encode()
    return path, text


def _list(value: object, length: int) -> list[Any]:
    if not isinstance(value, list) or len(value) != length:
        raise ValueError(value)
    return value


def _each(value: object, take: Callable[[object], Item]) -> tuple[Item, ...]:
    if not isinstance(value, list):
        raise ValueError(value)  # noqa: TRY004 - one kind of error for a value of a wrong kind
    found: Iterable[Item] = map(take, value)
    return tuple(found)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)  # noqa: TRY004 - one kind of error for a value of a wrong kind
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(value)
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)  # noqa: TRY004 - one kind of error for a value of a wrong kind
    return value
