"""What a manifest says about scenarios: which are waived, and which its author plays besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.span import Span

__all__ = ["NO_VERIFY_SETTINGS", "AuthorScenario", "VerifySettings", "WaivedScenario"]


@dataclass(frozen=True, slots=True)
class WaivedScenario:
    """A scenario whose findings are accepted, with the reason.

    Attributes:
        name: of the scenario.
        reason: why what it finds is right for this scheduler.
        span: where that is said.
    """

    name: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class AuthorScenario:
    """One table of `[[scenarios]]`.

    Attributes:
        name: as `verify --scenario` takes it.
        table: the table as JSON, which fits the schema of a manifest.
        span: where it stands.
    """

    name: str
    table: str
    span: Span


@dataclass(frozen=True, slots=True)
class VerifySettings:
    """What `[verify]` and `[[scenarios]]` of a manifest say."""

    waived: tuple[WaivedScenario, ...] = ()
    scenarios: tuple[AuthorScenario, ...] = ()


NO_VERIFY_SETTINGS = VerifySettings()
