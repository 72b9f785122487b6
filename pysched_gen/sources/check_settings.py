"""What a manifest, a project or a command line says about rules; no rule is known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.span import Span

__all__ = ["NO_SETTINGS", "CheckSettings", "RuleWord"]


@dataclass(frozen=True, slots=True)
class RuleWord:
    """A word that stands for rules: a code, a name, the start of codes, or ALL.

    Attributes:
        word: as it was written.
        span: where, None on the command line.
        reason: why the rule is ignored, "" where nobody said.
    """

    word: str
    span: Span | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which rules look at a scheduler, and how bad what they find is.

    Attributes:
        select: the rules that look, None for those of the layer before.
        extend_select: more of them.
        ignore: rules that do not look; in a manifest, rules whose findings are waived.
        severity: rules with the severity of all they find: error, warning or note.
        per_file: pattern of files, rules that do not look at them.
        plugins: names of plug-ins whose rules look besides those that ship.
    """

    select: tuple[RuleWord, ...] | None = None
    extend_select: tuple[RuleWord, ...] = ()
    ignore: tuple[RuleWord, ...] = ()
    severity: tuple[tuple[RuleWord, str], ...] = ()
    per_file: tuple[tuple[str, tuple[RuleWord, ...]], ...] = ()
    plugins: tuple[str, ...] = ()


NO_SETTINGS = CheckSettings()
