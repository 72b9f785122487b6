"""How a story ends other than well."""

from __future__ import annotations

__all__ = ["FailedError", "NotApplicableError", "demand"]


class FailedError(Exception):
    """The scheduler does not do what the story demands; the text is the evidence."""


class NotApplicableError(Exception):
    """The story does not apply to this scheduler; the text is the reason."""


def demand(holds: object, evidence: str) -> None:
    """Go on only if `holds`; raises FailedError with the evidence."""
    if not holds:
        raise FailedError(evidence)
