"""Where a piece of text came from: file, node, parameter, line and column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

__all__ = ["Origin", "Part", "Span"]

# Where a part of a text begins: line and column of the text, line and column of the file.
Part = tuple[int, int, int, int]

_LAST = 1 << 62


@dataclass(frozen=True, slots=True)
class Origin:
    """The place that holds a text.

    Attributes:
        path: the file as the user named it (`-` for standard input).
        node: path of the node inside a scene or dump, else "".
        parm: parameter of that node, or key of a manifest, else "".
        line: line of `path` on which the text starts, 1-based. Texts inside a dump
            or scene have lines of their own and keep 1.
        lines: line of `path` of each line of the text, where they do not follow each other.
        indent: characters of `path` before those of the text, on each line.
        parts: of a text that is written with escapes, as in a dump: the parts that stand in
            `path` as they are, in order.
    """

    path: str
    node: str = ""
    parm: str = ""
    line: int = 1
    lines: tuple[int, ...] = ()
    indent: int = 0
    # What node and parameter have said already.
    parts: tuple[Part, ...] = field(default=(), compare=False, repr=False)

    def span(self, line: int = 1, column: int = 1, end_line: int = 0, end_column: int = 0) -> Span:
        """Give the span at 1-based `line` and `column` of the text; it ends there by default."""
        last_line = end_line or line
        last_column = end_column or (column if not end_line else 1)
        return Span(self, self._line(line), column, self._line(last_line), last_column)

    def text_line(self, line: int) -> int:
        """Give the line of the text that is `line` of `path`; the reverse of what `span` does."""
        if self.lines:
            return self.lines.index(line) + 1 if line in self.lines else 1
        return line - self.line + 1

    def file_place(self, line: int, column: int) -> tuple[int, int] | None:
        """Return line and column of `path` of a place that a span has; None where it has none."""
        if not self.node:
            return line, column + self.indent
        if not self.parts:
            return None
        at = max(0, bisect_right(self.parts, (line, column, _LAST, _LAST)) - 1)
        text_line, text_column, file_line, file_column = self.parts[at]
        return file_line, file_column + (max(0, column - text_column) if line == text_line else 0)

    def _line(self, text_line: int) -> int:
        if self.lines:
            return self.lines[max(0, min(text_line, len(self.lines)) - 1)]
        return text_line + self.line - 1

    def __str__(self) -> str:
        """Give `file`, or `file:/node/path[parm]` for a text inside a scene or dump."""
        where = f"{self.path}:{self.node}" if self.node else self.path
        return f"{where}[{self.parm}]" if self.node and self.parm else where


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text; lines and columns are 1-based, columns count characters.

    Lines are those of the file, columns those of the text, which may lack an indentation; in a
    scene or dump both are those of the text. `in_file` tells the place in the file.
    """

    origin: Origin
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def in_file(self) -> tuple[int, int, int, int] | None:
        """Return line, column, end line and end column of the file; None inside of a scene."""
        start = self.origin.file_place(self.line, self.column)
        end = self.origin.file_place(self.end_line, self.end_column)
        return None if start is None or end is None else (*start, *end)

    @property
    def in_node(self) -> str:
        """Return `/node/path[parm]:line:column` of a text inside a scene or dump, else ""."""
        origin = self.origin
        name = f"{origin.node}[{origin.parm}]" if origin.parm else origin.node
        return f"{name}:{self.line}:{self.column}" if name and origin.node else ""

    def __str__(self) -> str:
        """Give `file:line:column`; where the file has no lines, those of the text in its node."""
        place = self.in_file
        if place is None:
            return f"{self.origin}:{self.line}:{self.column}"
        return f"{self.origin.path}:{place[0]}:{place[1]}"
