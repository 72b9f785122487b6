"""Put snippets into the slots of a skeleton: every line to its column, but none inside a string.

Indenting a text as text changes what is inside strings that go over several lines; lines that
begin inside of one stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.sources.python_module.python_lines import lines_inside_strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pysched_gen.check.syntax.parse import Parsed

__all__ = ["BODY_SLOT", "HEADER_SLOT", "INIT_SLOT", "METHODS_SLOT", "Slots", "graft"]

HEADER_SLOT = "__slot_header__"  # a statement of the module
INIT_SLOT = "__slot_init__"  # a statement of __init__
BODY_SLOT = "__slot_body__"  # the body of a callback
METHODS_SLOT = "__slot_methods__"  # the last statement of the class


@dataclass(frozen=True)
class Slots:
    """What goes into a skeleton; None leaves a slot empty.

    Attributes:
        bodies: method name to the snippet that becomes its body, in order of the methods.
        header: module-level code.
        init: statements for the end of `__init__`.
        methods: functions that become methods.
    """

    bodies: Mapping[str, Parsed]
    header: Parsed | None = None
    init: Parsed | None = None
    methods: Parsed | None = None


def graft(skeleton: str, slots: Slots) -> str:
    """Give the source of `skeleton`, in which a slot is a line of its own, with each one filled."""
    parts = {HEADER_SLOT: slots.header, INIT_SLOT: slots.init, METHODS_SLOT: slots.methods}
    bodies = iter(slots.bodies.values())
    result: list[str] = []
    for line in skeleton.split("\n"):
        name = line.lstrip(" ")
        column = len(line) - len(name)
        if name == BODY_SLOT:
            body = next(bodies)
            result += _moved(body, column)
            result += () if body.tree.body else (" " * column + "pass",)
        elif name in parts:
            content = parts[name]
            if content is not None:
                result += _moved(content, column)
            else:
                while not result[-1]:
                    result.pop()
        else:
            result.append(line)
    return "\n".join(result)


def _moved(content: Parsed, column: int) -> Iterator[str]:
    """Give the lines of `content` such that its statements start in `column`."""
    by = column - _columns(content.indent)
    inside = lines_inside_strings("\n".join(content.lines))
    lines = content.lines if content.lines[-1] else content.lines[:-1]
    for number, line in enumerate(lines, 1):
        if number in content.left_out:
            _, mark, comment = line.partition("#")
            yield from (f"{' ' * column}{mark}{comment}",) if mark else ()
            continue
        code = line.lstrip(" \t\f")
        if number in inside or not code:
            yield line
        else:
            # Less than the statements have is what comments and open brackets may have.
            yield " " * max(column, by + _columns(line[: len(line) - len(code)])) + code


def _columns(space: str) -> int:
    """Return the column behind `space` at the start of a line, as Python counts for its blocks.

    https://docs.python.org/3/reference/lexical_analysis.html#indentation
    """
    return len(space.rpartition("\f")[2].expandtabs(8))
