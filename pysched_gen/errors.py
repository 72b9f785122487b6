"""The ways a run can fail, told apart by whose fault it is.

A finding in a user's code is not an exception: it is a `check.diagnostic.Diagnostic`.
Every message says what is wrong, where, and what to do next.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from pysched_gen.visible_text import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pysched_gen.span import Span

__all__ = [
    "ConfigError",
    "ConflictError",
    "ExitCode",
    "InternalError",
    "NothingToReadError",
    "Problem",
    "PyschedError",
    "Slip",
    "SourceError",
    "UsageError",
    "in_file_order",
    "problem_lines",
]


class ExitCode(IntEnum):
    """What the process ends with; the same in every output format."""

    OK = 0
    FINDINGS = 1  # findings, stale output, hand-edited output
    ERROR = 2  # usage, configuration, unreadable source, internal error
    NOTHING = 3  # there was nothing to read


class Problem:
    """One thing that is wrong at one place of an input file."""

    __slots__ = ("message", "span")

    def __init__(self, span: Span, message: str) -> None:
        """Keep where (`span`) and what: of any `message` one line that can be printed."""
        self.span = span
        self.message = visible_line(message)

    def __str__(self) -> str:
        """Return `file:line:column: message`, one line."""
        return f"{visible_line(str(self.span))}: {self.message}"


class Slip(Problem):
    """A word that its writer misspelt, for certain."""

    __slots__ = ()


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the `problems` of a file in order of their lines and columns."""
    return sorted(problems, key=lambda problem: (problem.span.line, problem.span.column))


class PyschedError(Exception):
    """Root of everything this tool raises on purpose.

    Its arguments are the lines of its message. Whatever a file, a name or a process put into one,
    it is one line that can be printed.
    """

    exit_code: ExitCode = ExitCode.ERROR

    def __init__(self, *lines: str) -> None:
        """Keep the lines as they came, so that a copy in another process has the same."""
        super().__init__(*lines)

    def __str__(self) -> str:
        """Return the lines, with escapes for what would not show or would break them."""
        return "\n".join(map(visible_line, self.args))


class UsageError(PyschedError):
    """The command line asks for something that cannot be done."""


class ConfigError(PyschedError):
    """A `scheduler.toml` (or options in its place) is wrong; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take all problems at once, in file order; there is at least one."""
        self.problems = tuple(problems)
        super().__init__(*map(str, self.problems))

    def __reduce__(self) -> tuple[type[ConfigError], tuple[tuple[Problem, ...]]]:
        """Return what makes it again in another process."""
        return type(self), (self.problems,)


class SourceError(PyschedError):
    """A source was recognised but cannot be read."""

    def __init__(self, span: Span, message: str) -> None:
        """Keep where reading failed and why, with what to do."""
        self.problem = Problem(span, message)
        super().__init__(str(self.problem))

    def __reduce__(self) -> tuple[type[SourceError], tuple[Span, str]]:
        """Return what makes it again in another process."""
        return type(self), (self.problem.span, self.problem.message)


class NothingToReadError(PyschedError):
    """The path exists but holds no scheduler."""

    exit_code = ExitCode.NOTHING


class ConflictError(PyschedError):
    """Writing would lose something the tool does not own: an edited or a foreign file."""

    exit_code = ExitCode.FINDINGS


class InternalError(PyschedError):
    """A promise of this tool did not hold; nothing was written."""


def problem_lines(error: PyschedError) -> list[tuple[Span | None, str]]:
    """Return place and message of each problem of `error`; None where no place is known."""
    if isinstance(error, ConfigError):
        return [(problem.span, problem.message) for problem in error.problems]
    if isinstance(error, SourceError):
        return [(error.problem.span, error.problem.message)]
    return [(None, str(error))]
