"""Lines of a Python file in, stretches of them without their indentation out.

What is inside a string is never touched: a line that begins in one keeps its white space.
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Collection

__all__ = ["PythonLines", "first_line", "lines_inside_strings"]

# Python 3.12 splits f-strings into tokens; before, they are strings like others.
_STARTS = {getattr(tokenize, name, -1) for name in ("FSTRING_START", "TSTRING_START")}
_ENDS = {getattr(tokenize, name, -1) for name in ("FSTRING_END", "TSTRING_END")}
# What a string has that goes over several lines: triple quotes, a backslash at the end of a line,
# or, from Python 3.12 on, something in the braces of an f-string.
_LONG_STRING = re.compile(
    r"'''|\"\"\"|\\\r?\n" + (r"|[fFtT][rR]?['\"]" if sys.version_info >= (3, 12) else "")
)


class PythonLines:
    """The lines of a text that Python can parse; numbers are 1-based, as in `ast`."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.lines = text.removesuffix("\n").split("\n")
        self._inside_strings = lines_inside_strings(text)

    def indent(self, number: int) -> str:
        """Give the white space that line `number` starts with."""
        line = self.lines[number - 1]
        return line[: len(line) - len(line.lstrip())]

    def is_code(self, number: int) -> bool:
        """Tell whether line `number` is more than white space and a comment."""
        return not self.is_blank(number) and not self.is_comment(number)

    def is_blank(self, number: int) -> bool:
        """Tell whether line `number` is empty, and not in a string."""
        return number not in self._inside_strings and not self.lines[number - 1].strip()

    def is_comment(self, number: int) -> bool:
        """Tell whether line `number` holds a comment alone."""
        inside = number in self._inside_strings
        return not inside and self.lines[number - 1].lstrip().startswith("#")

    def cut(self, numbers: Collection[int], indent: str = "") -> str:
        """Give the lines `numbers`, in order, each without `indent`; "" for no lines."""
        return "".join(f"{self._without(number, indent)}\n" for number in sorted(numbers))

    def trimmed(self, numbers: Collection[int]) -> list[int]:
        """Give `numbers` in order without the blank lines at both ends."""
        kept = sorted(numbers)
        while kept and self.is_blank(kept[0]):
            del kept[0]
        while kept and self.is_blank(kept[-1]):
            del kept[-1]
        return kept

    def _without(self, number: int, indent: str) -> str:
        line = self.lines[number - 1]
        if number in self._inside_strings:
            return line
        if not line.strip():
            return ""
        shared = 0  # a comment or a continued line may be indented less
        while shared < len(indent) and line[shared : shared + 1] == indent[shared]:
            shared += 1
        return line[shared:]


def first_line(node: ast.stmt) -> int:
    """Give the number of the first line of `node`, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def lines_inside_strings(text: str) -> frozenset[int]:
    """Return the numbers of the lines of `text` that begin inside of a string."""
    if not _LONG_STRING.search(text):
        return frozenset()
    found: set[int] = set()
    starts: list[int] = []  # the lines where f-strings begin that are open
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in _STARTS:
            starts.append(token.start[0])
        elif token.type in _ENDS:
            found.update(range(starts.pop() + 1, token.end[0] + 1))
        elif token.type == tokenize.STRING:
            found.update(range(token.start[0] + 1, token.end[0] + 1))
    return frozenset(found)
