"""An exception of Python's compiler in, problems with code, place and message out.

The codes are those of rules, which are named here and looked up by the engine: what parses knows
no rules.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from pysched_gen.check.syntax.new_syntax import newer_message, unreadable
from pysched_gen.check.syntax.python2 import python_2_tokens
from pysched_gen.formats.merge_marks import unresolved_merge

if TYPE_CHECKING:
    from pysched_gen.check.syntax.python2 import Change
    from pysched_gen.houdini.releases import Release

__all__ = [
    "INVALID_STATEMENT",
    "SYNTAX_ERROR",
    "TextError",
    "TextProblem",
    "nested",
    "why_not_compiled",
    "why_not_parsed",
]

SYNTAX_ERROR = "PSG001"
NESTED_TOO_DEEPLY = "PSG002"
PYTHON_2_CODE = "PSG003"
NEWER_SYNTAX = "PSG004"
INVALID_STATEMENT = "PSG005"
YIELD_OR_AWAIT = "PSG006"


class TextProblem(NamedTuple):
    """Why a text is refused: the code of a rule, a place in the text (1-based), one line.

    `changes` mend it: line, column, line and column of the end, and the text between them.
    """

    code: str
    line: int
    column: int
    message: str
    changes: tuple[Change, ...] = ()

    def inside(self, lines: tuple[str, ...]) -> TextProblem:
        """Return the problem with a place outside `lines` moved to the nearest one inside."""
        line = max(1, min(self.line, len(lines)))
        column = max(1, min(self.column, len(lines[line - 1]) + 1))
        return self._replace(line=line, column=column)


class TextError(Exception):
    """A text that is refused.

    Attributes:
        problems: why, at least one.
    """

    def __init__(self, *problems: tuple[str, int, int, str] | TextProblem) -> None:
        """Take code, line, column and message of each problem."""
        super().__init__(*problems)
        self.problems = tuple(TextProblem(*problem) for problem in problems)


def nested(line: int, column: int) -> TextError:
    """Refuse a text that is nested too deeply at this place."""
    message = (
        "nested too deeply for Python tools to follow; split it into several statements or "
        "read it from a file"
    )
    return TextError((NESTED_TOO_DEEPLY, line, column, message))


def why_not_parsed(
    error: Exception, text: str, release: Release, lines_before: int = 0
) -> TextError:
    """Tell why Python's parser raised `error` for `text`.

    `lines_before` is the number of lines that were put before `text` to parse it.
    """
    if isinstance(error, (MemoryError, RecursionError)):
        return nested(1, 1)
    if not isinstance(error, SyntaxError):
        return _bad_character(error, text)
    if re.search("too many nested|too many levels|nested too deeply|null bytes", error.msg):
        character = "null" in error.msg
        return _bad_character(error, text) if character else nested(*_position(error, text, 0))
    old = [
        TextProblem(PYTHON_2_CODE, token.line, token.column, message, changes)
        for token, message, changes in python_2_tokens(text)
    ]
    if old:
        return TextError(*old)
    for token, construct, python in unreadable(text):
        if python > sys.version_info[:2]:
            message = newer_message(construct, python, release)
            return TextError((NEWER_SYNTAX, token.line, token.column, message))
    line, column = _position(error, text, lines_before)
    lines = text.split("\n")
    merge = unresolved_merge(lines[line - 1]) if 0 < line <= len(lines) else ""
    message = f"this is not Python: {merge}" if merge else _words(error)
    return TextError((SYNTAX_ERROR, line, column, message))


def _words(error: SyntaxError) -> str:
    if isinstance(error, TabError):
        return (
            "tabs and spaces are mixed so that Python cannot tell the indentation; "
            "indent with spaces only"
        )
    if isinstance(error, IndentationError):
        return f"{error.msg}; indent this line like the lines of the block it belongs to"
    message = re.sub(r"^f-string: ", "in an f-string: ", error.msg)
    return f"this is not Python: {message}"


def _position(error: SyntaxError, text: str, lines_before: int) -> tuple[int, int]:
    line, column = (error.lineno or 1) - lines_before, max(error.offset or 1, 1)
    lines = text.split("\n")
    if not 0 < line <= len(lines):
        return line, column
    if isinstance(error, IndentationError):
        column = len(lines[line - 1]) - len(lines[line - 1].lstrip(" \t\f")) + 1
    elif error.msg.startswith("f-string") and error.text:
        # Before Python 3.12 the column counts from the start of "(expression)".
        start = lines[line - 1].find(error.text.strip()[1:-1])
        column = max(1, start + column - 1)
    return line, column


def _bad_character(error: Exception, text: str) -> TextError:
    match = re.search(r"[\0\ud800-\udfff]", text)
    if match is None:
        return TextError((SYNTAX_ERROR, 1, 1, f"this is not Python: {error}"))
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    what = "a null byte" if match[0] == "\0" else f"half a character (U+{ord(match[0]):04X})"
    message = f"{what}, which no Python text may hold; remove it or write it as an escape sequence"
    return TextError((SYNTAX_ERROR, line, column, message))


def why_not_compiled(error: Exception, lines: tuple[str, ...], *, body: bool) -> TextError:
    """Tell why Python's compiler raised `error` for what its parser let pass.

    `body` says that the text is the body of a method.
    """
    if isinstance(error, (MemoryError, RecursionError)):
        return nested(1, 1)
    if not isinstance(error, SyntaxError):
        return TextError((SYNTAX_ERROR, 1, 1, f"this is not Python: {error}"))
    line, offset = error.lineno or 1, (error.offset or 1) - 1
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    # The compiler counts bytes of UTF-8.
    column = len(text.encode()[:offset].decode(errors="replace")) + 1
    if "statically nested" in error.msg:
        return nested(line, column)
    if body and re.search("'await'|'async |asynchronous", error.msg):
        return TextError((YIELD_OR_AWAIT, line, column, _AWAIT))
    return TextError((INVALID_STATEMENT, line, column, _advice(error.msg)))


_AWAIT = (
    "await and async work only inside `async def`, and PDG does not wait for a coroutine; "
    "start the work here and look for its end in onTick"
)

_ADVICE = (
    ("import \\*", "import the names you use, or import the module"),
    ("'return' outside", "only a function can return; remove it or put it into a function"),
    ("parameter and global", "give the global another name than the callback's argument"),
    ("prior to global|before global", "move the global statement to the top of the text"),
    ("no binding for nonlocal", "keep the value on self, or use global for a name of header.py"),
    ("nonlocal declaration", "keep the value on self, or use global for a name of header.py"),
)


def _advice(message: str) -> str:
    for pattern, advice in _ADVICE:
        if re.search(pattern, message):
            return f"{message}; {advice}"
    return f"{message}; Python does not compile this, so the scheduler would not be registered"
