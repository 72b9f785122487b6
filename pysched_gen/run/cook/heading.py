"""What a report says of its cook, besides the items."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Heading"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Attributes: `scheduler` is its registered name, `houdini` the release it was cooked as."""

    scheduler: str
    houdini: str

    @property
    def title(self) -> str:
        """One line for the top of a report."""
        return f"Cook of {self.scheduler}"
