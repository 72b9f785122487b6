"""The class of a scheduler in, its members as texts out."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.sources.python_module.python_lines import first_line
from pysched_gen.sources.source import Member, Snippet
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pysched_gen.sources.python_module.python_lines import PythonLines

__all__ = [
    "ClassParts",
    "Stretch",
    "body_lines",
    "class_parts",
    "is_generated_docstring",
    "text_of_lines",
]

_OWN_METHODS = ("__init__", "templateName", "templateBody")
_GENERATED_DOCSTRING = ", a PDG scheduler."
_SAVED_DOCSTRING = "Python scheduler implementation"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A method, and its lines with the comments above and at its end."""

    function: ast.FunctionDef
    numbers: range


@dataclass(slots=True)
class ClassParts:
    """What is in a class.

    Attributes:
        own: the methods that every package writes itself, by name.
        members: everything else, in order.
        last_line: where the class ends, comments that are indented as it is included.
    """

    own: dict[str, Stretch] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    last_line: int = 0


def class_parts(definition: ast.ClassDef, lines: PythonLines, display: str) -> ClassParts:
    """Give the parts of `definition`, which is in the file shown to the user as `display`."""
    parts = ClassParts()
    start = first_line(definition.body[0])
    while start - 1 > definition.lineno and not lines.is_code(start - 1):
        start -= 1
    for statement, end in _with_ends(definition, lines):
        start = _skip_blank_lines(lines, start)
        numbers = range(start, end + 1)
        if isinstance(statement, ast.FunctionDef) and statement.name in _OWN_METHODS:
            parts.own[statement.name] = Stretch(statement, numbers)
        elif not is_generated_docstring(statement):
            parts.members.append(_member(statement, numbers, lines, display))
        start = parts.last_line = end + 1
    parts.last_line -= 1
    return parts


def _skip_blank_lines(lines: PythonLines, start: int) -> int:
    while start < len(lines.lines) and lines.is_blank(start):
        start += 1
    return start


def is_generated_docstring(statement: ast.stmt) -> bool:
    """Tell whether `statement` is the docstring that this tool or Save To Python writes."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    text = value.value if isinstance(value, ast.Constant) else None
    if not isinstance(text, str):
        return False
    ours = text.endswith(_GENERATED_DOCSTRING) and "\n" not in text
    return ours or text.strip() == _SAVED_DOCSTRING


def _with_ends(definition: ast.ClassDef, lines: PythonLines) -> Iterator[tuple[ast.stmt, int]]:
    """Give each statement with its last line; comments indented like its body are part of it.

    Comments behind the last statement are part of that.
    """
    body = definition.body
    for statement, following in zip(body, [*body[1:], None], strict=True):
        limit = first_line(following) if following else len(lines.lines) + 1
        depth = len(lines.indent(statement.lineno)) + bool(following)
        end = statement.end_lineno or statement.lineno
        for number in range(end + 1, limit):
            if lines.is_comment(number) and len(lines.indent(number)) >= max(depth, 1):
                end = number
            elif not lines.is_blank(number):
                break
        yield statement, end


def _member(statement: ast.stmt, numbers: range, lines: PythonLines, display: str) -> Member:
    indent = lines.indent(first_line(statement))
    text = text_of_lines("methods", lines, numbers, indent, display)
    if not isinstance(statement, ast.FunctionDef) or statement.decorator_list:
        return Member("", (), text, text)
    arguments = [*statement.args.posonlyargs, *statement.args.args][1:]
    return Member(
        statement.name,
        tuple(argument.arg for argument in arguments),
        _body(Stretch(statement, numbers), lines, display),
        text,
    )


def _body(stretch: Stretch, lines: PythonLines, display: str) -> Snippet:
    """Give the statements of a function, behind the comments that stand above it."""
    function = stretch.function
    in_line = _in_line_body(function, lines)
    if in_line:
        start = function.body[0]
        origin = Origin(display, parm=function.name, lines=(start.lineno,), indent=start.col_offset)
        return Snippet(function.name, in_line, origin)
    above = lines.trimmed(range(stretch.numbers[0], first_line(function)))
    inner = body_lines(stretch, lines)
    indent = lines.indent(first_line(function.body[0]))
    text = lines.cut(above, lines.indent(function.lineno)) + lines.cut(inner, indent)
    numbers = (*above, *inner)
    origin = Origin(display, parm=function.name, lines=numbers, indent=len(indent))
    return Snippet(function.name, text, origin)


def _in_line_body(function: ast.FunctionDef, lines: PythonLines) -> str:
    """Give the statements that stand on the line of the colon, "" where none do."""
    start = function.body[0]
    line = lines.lines[start.lineno - 1].encode()
    if not line[: start.col_offset].strip():
        return ""
    rest = lines.lines[start.lineno : function.end_lineno]
    return "\n".join([line[start.col_offset :].decode(), *rest]).strip() + "\n"


def body_lines(stretch: Stretch, lines: PythonLines) -> list[int]:
    """Give the numbers of the lines below the head of a function, comments included."""
    first = first_line(stretch.function.body[0])
    while first - 1 > stretch.function.lineno and not lines.is_code(first - 1):
        first -= 1
    return lines.trimmed(range(first, stretch.numbers[-1] + 1))


def text_of_lines(
    name: str, lines: PythonLines, numbers: Collection[int], indent: str, display: str
) -> Snippet:
    """Give the lines `numbers` without `indent` as the text `name`."""
    kept = lines.trimmed(numbers)
    origin = Origin(display, parm=name, lines=tuple(kept), indent=len(indent))
    return Snippet(name, lines.cut(kept, indent), origin)
