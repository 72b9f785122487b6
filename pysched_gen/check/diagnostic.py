"""What a rule says: a finding with a code, a place and a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.span import Span

__all__ = ["Diagnostic", "Edit", "Severity", "Waiver"]


class Severity(str, Enum):
    """How bad a finding is: an error stops generation, a note never changes the exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at `span` with `text`.

    `safe` says that what worked before does the same after it.
    """

    span: Span
    text: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who accepted a finding: a comment beside it or the scheduler's manifest, and why."""

    reason: str
    in_source: bool


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: "PSG" and three digits, never given to another rule.
        name: kebab-case name of the rule; means the same as the code everywhere.
        severity: see `Severity`.
        message: what is wrong and what to do, one line.
        span: where.
        line: the source line at `span`, for the caret; "" where there is none.
        callback: method name of the callback it is about, "" for none.
        edits: a fix, where there is one.
        waiver: set where the finding was accepted.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    line: str = ""
    callback: str = ""
    edits: tuple[Edit, ...] = ()
    waiver: Waiver | None = None

    @property
    def title(self) -> str:
        """Code and name, once where they are the same."""
        return self.name if self.code == self.name else f"{self.code} {self.name}"
