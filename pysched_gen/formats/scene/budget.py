"""What reading one container may cost, counted and not timed: equal input ends equally.

The unit is the inflating of one byte. Whatever else takes time for few stored bytes is charged
by how many bytes are inflated meanwhile.
"""

from __future__ import annotations

from pysched_gen.errors import SourceError
from pysched_gen.span import Origin

__all__ = ["PER_ASSET", "PER_ENTRY", "PER_MEMBER", "PER_PART", "Budget", "BudgetError"]

MOST = 512 << 20  # about a second
PER_ASSET = 60_000  # to open its contents
PER_ENTRY = 2_500  # of an index
PER_MEMBER = 400  # of an archive inside an asset
PER_PART = 4_000  # of a MIME message inside an asset


class BudgetError(SourceError):
    """A small file holds more than is read of one."""


class Budget:
    """What is left for one container and all that is nested in it."""

    __slots__ = ("_left",)

    def __init__(self, most: int = MOST) -> None:
        """Begin with `most` bytes of inflating."""
        self._left = most

    def spend(self, cost: int, display: str) -> None:
        """Take `cost` away for what `display` names.

        Raises:
            BudgetError: more is spent than there was.
        """
        self._left -= cost
        if self._left < 0:
            message = (
                "assets, members and compressed bytes in this file are more than is read of one "
                "file; name one asset (lib.hda:Top/name), or save it expanded (hotl -t)"
            )
            raise BudgetError(Origin(display).span(), message)
