"""Where a piece of text came from: file, node, parameter, line and column."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Origin", "Span"]


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
    """

    path: str
    node: str = ""
    parm: str = ""
    line: int = 1
    lines: tuple[int, ...] = ()
    indent: int = 0

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

    Lines are those of the file, columns those of the text, which may lack an indentation.
    """

    origin: Origin
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        """Give `file:line:column`, the column being that of the file."""
        return f"{self.origin}:{self.line}:{self.column + self.origin.indent}"
